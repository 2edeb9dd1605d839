import { containersOf } from "../hosts/host.ts";
import { type Answer, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { namedUuid } from "../resources/named.ts";
import { lastLines } from "../services/logs.ts";
import { ownerKey } from "../world/table.ts";
import { databaseOf, databasesOfTeam } from "./lookup.ts";
import { queueDeletion, queueStart, queueStop } from "./run.ts";
import { DatabaseShow } from "./show.ts";
import { databases } from "./tables.ts";

export function list(call: Call): Answer {
  const show = new DatabaseShow(call.world, call.sensitive);
  return ok(databasesOfTeam(call.world, call.team).map((database) => show.listed(database)));
}

export const show = (call: Call): Answer => ok(new DatabaseShow(call.world, call.sensitive).single(databaseOf(call, namedUuid(call))));

/** Everything stays until the job ran (contract 11). */
export function remove(call: Call): Answer {
  queueDeletion(call.world, databaseOf(call, namedUuid(call)));
  return message("Database deletion request queued.");
}

export function start(call: Call): Answer {
  const database = databaseOf(call);
  if (database.status.includes("running")) throw refusal(400, "Database is already running.");
  queueStart(call.world, database);
  return message("Database starting request queued.");
}

export function stop(call: Call): Answer {
  const database = databaseOf(call);
  if (/stopped|exited/.test(database.status)) throw refusal(400, "Database is already stopped.");
  queueStop(call.world, database);
  return message("Database stopping request queued.");
}

export function restart(call: Call): Answer {
  const database = databaseOf(call);
  queueStop(call.world, database);
  queueStart(call.world, database);
  return message("Database restarting request queued.");
}

/** Asks the host, not the stored status (contract 12.2). */
export function logs(call: Call): Answer {
  const [container] = containersOf(call.world, ownerKey(databases.name, databaseOf(call, call.params.uuid)));
  if (container?.state !== "running") throw refusal(400, "Database is not running.");
  return ok({ logs: lastLines(container.log, call.query.lines) });
}
