import { applicationOf, teamOfEnvironment } from "../applications/lookup.ts";
import { ApplicationShow } from "../applications/show.ts";
import { type Answer, ok, Refusal, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { servers } from "../servers/tables.ts";
import { applicationOfRow, deploymentByUuid, deploymentsOf, showDeployment } from "./rows.ts";
import { type DeploymentRow, deployments } from "./tables.ts";

const TAKE = 10;

/** `GET /deployments`: what has not ended, on all servers of the team. */
export function listActive(call: Call): Answer {
  const table = call.world.of(deployments);
  const active = [...table.where("status", "queued"), ...table.where("status", "in_progress")];
  const own = active.filter((row) => call.world.of(servers).get(row.server_id)?.team_id === call.team);
  const read = own.sort((one, other) => one.place - other.place).map((row, key) => [String(key), row] as const);
  return ok(
    keyed(
      read.sort(([, one], [, other]) => one.id - other.id),
      call,
    ),
  );
}

/** Coolify sorts but keeps the keys of the unsorted rows: as soon as they differ, the list is an object (contract 8.3). */
function keyed(rows: readonly (readonly [string, DeploymentRow])[], call: Call): unknown {
  const isList = rows.every(([key], index) => key === String(index));
  if (isList) return rows.map(([, row]) => showDeployment(row, call.sensitive));
  return Object.fromEntries(rows.map(([key, row]) => [key, showDeployment(row, call.sensitive)]));
}

/** `GET /deployments/{uuid}` with its application, whose secrets nobody sees here. */
export function showOne(call: Call): Answer {
  const row = deploymentByUuid(call.world, call.params.uuid);
  const application = row && applicationOfRow(call.world, row);
  if (!row || !application || teamOfEnvironment(call.world, application.environment_id) !== call.team) {
    throw refusal(404, "Deployment not found.");
  }
  return ok({ ...showDeployment(row, call.sensitive), application: new ApplicationShow(call.world, false).embedded(application) });
}

/** `GET /deployments/applications/{uuid}`: everything that ever was, newest first. */
export function listOfApplication(call: Call): Answer {
  const [skip, take] = [page(call, "skip", 0, 0), page(call, "take", 1, TAKE)];
  const application = applicationOf(call, call.params.uuid, "Application not found");
  const all = deploymentsOf(call.world, application).sort((one, other) => other.id - one.id);
  return ok({ count: all.length, deployments: all.slice(skip, skip + take).map((row) => showDeployment(row, call.sensitive)) });
}

/** A page number; the framework's own validation, so without `Accept: application/json` it is a redirect (contract 1.3). */
function page(call: Call, name: "skip" | "take", least: number, start: number): number {
  if (!Object.hasOwn(call.input, name)) return start;
  const value = call.input[name];
  if (value === null) throw serverError();
  const isInteger = /^[+-]?\d+$/.test(String(value));
  const text = !isInteger
    ? `The ${name} field must be an integer.`
    : Number(value) < least
      ? `The ${name} field must be at least ${least}.`
      : undefined;
  if (text === undefined) return Number(value);
  throw new Refusal({ status: 422, body: { message: text, errors: { [name]: [text] } }, framework: true });
}
