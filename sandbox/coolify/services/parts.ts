import { type Answer, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Action } from "../noun.ts";
import { isFunctional } from "../servers/functional.ts";
import { settingsOf } from "../servers/lookup.ts";
import { servers } from "../servers/tables.ts";
import { lastLines } from "./logs.ts";
import { type PartKindName, partKinds, partOf, serviceOf } from "./lookup.ts";
import { changeApplicationPart, changeDatabasePart } from "./partChange.ts";
import { isApplicationPart } from "./partRows.ts";
import { applicationPartDetail, listedPart } from "./show.ts";
import { containerOfPart } from "./site.ts";
import { partsOf } from "./status.ts";
import type { ServiceRow } from "./tables.ts";

/** What can be done with the container of one part, and how texts call it. */
const DEEDS = { start: "deploy", restart: "restart", stop: "stop" } as const;

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

/** Accepted in any state; what the container does shows when the server reports (contract 13.2). */
function act(call: Call, kind: PartKindName, deed: string): Answer {
  const { service } = partOf(call, kind);
  requireServer(call, service);
  return message(`${partKinds[kind].word} ${deed} request queued.`);
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
