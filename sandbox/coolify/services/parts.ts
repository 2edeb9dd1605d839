import { type Answer, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Action } from "../noun.ts";
import { isFunctional } from "../servers/functional.ts";
import { settingsOf } from "../servers/lookup.ts";
import { servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { lastLines } from "./logs.ts";
import { type PartKindName, partKinds, partOf, serviceOf } from "./lookup.ts";
import { changeApplicationPart, changeDatabasePart } from "./partChange.ts";
import { isApplicationPart } from "./partRows.ts";
import { queueStart, queueStop } from "./run.ts";
import { applicationPartDetail, listedPart } from "./show.ts";
import { containerOfPart } from "./site.ts";
import { partsOf } from "./status.ts";
import type { PartRow, ServiceRow } from "./tables.ts";

interface Deed {
  /** As texts call it. */
  readonly word: string;
  readonly queue?: (world: World, service: ServiceRow, part: PartRow) => void;
}

/** What can be done with the container of one part. A restart changes nothing that Coolify knows. */
const DEEDS: Readonly<Record<string, Deed>> = {
  start: { word: "deploy", queue: queueStart },
  restart: { word: "restart" },
  stop: { word: "stop", queue: queueStop },
};

const PATHS: Record<PartKindName, string> = {
  applications: "/services/{uuid}/applications/{app_uuid}",
  databases: "/services/{uuid}/databases/{database_uuid}",
};

export const partActions: Record<string, Action> = {
  ...routesOf("applications"),
  ...routesOf("databases"),
  "GET /services/{uuid}/applications": (call) => listOf(call, "applications"),
  "GET /services/{uuid}/databases": (call) => listOf(call, "databases"),
  [`GET ${PATHS.applications}`]: showApplication,
  [`GET ${PATHS.databases}`]: (call) => ok(listedPart.databases(partOf(call, "databases").part)),
  [`PATCH ${PATHS.applications}`]: changeApplicationPart,
  [`PATCH ${PATHS.databases}`]: changeDatabasePart,
  [`POST ${PATHS.applications}/logs`]: (call) => logsOf(call, "applications"),
};

function routesOf(kind: PartKindName): Record<string, Action> {
  const deeds = Object.entries(DEEDS).map(([deed, text]): [string, Action] => [
    `POST ${PATHS[kind]}/${deed}`,
    (call) => act(call, kind, text),
  ]);
  return { ...Object.fromEntries(deeds), [`GET ${PATHS[kind]}/logs`]: (call) => logsOf(call, kind) };
}

function listOf(call: Call, kind: PartKindName): Answer {
  const service = serviceOf(call, call.params.uuid);
  const parts = partsOf(call.world, service).filter((part) => isApplicationPart(call.world, part) === (kind === "applications"));
  return ok(parts.map(listedPart[kind]));
}

function showApplication(call: Call): Answer {
  const { service, part } = partOf(call, "applications");
  return ok(applicationPartDetail(call.world, service, part, true));
}

/** Accepted in any state (contract 13.2). */
function act(call: Call, kind: PartKindName, { word, queue }: Deed): Answer {
  const { service, part } = partOf(call, kind);
  requireServer(call, service);
  queue?.(call.world, service, part);
  return message(`${partKinds[kind].word} ${word} request queued.`);
}

function requireServer(call: Call, service: ServiceRow): void {
  const server = call.world.of(servers).get(service.server_id);
  if (server && settingsOf(call.world, server).is_swarm_manager) {
    throw refusal(501, "This operation is not supported for Swarm servers yet.");
  }
  if (!isFunctional(call.world, server)) throw refusal(400, "Server is not functional.");
}

function logsOf(call: Call, kind: PartKindName): Answer {
  const { service, part } = partOf(call, kind);
  requireServer(call, service);
  const container = containerOfPart(call.world, service, part.name);
  if (container?.state !== "running") throw refusal(400, `${partKinds[kind].word} container is not running.`);
  return ok({ logs: lastLines(container.log, call.query.lines) });
}
