import type { DestinationRow } from "../destinations/tables.ts";
import { destinations } from "../destinations/tables.ts";
import { type Answer, created, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import { settingsOf } from "../servers/lookup.ts";
import type { ServerRow } from "../servers/tables.ts";
import { servers } from "../servers/tables.ts";
import { persistentStorages } from "../storages/tables.ts";
import { taggables } from "../tags/tables.ts";
import { tasks } from "../tasks/tables.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { copyVariables } from "../variables/own.ts";
import { newUuid } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { serviceOf } from "./lookup.ts";
import { parseService } from "./parse.ts";
import { partOwner } from "./partRows.ts";
import { queueStart, queueStop } from "./run.ts";
import { partsOf } from "./status.ts";
import { type ServiceRow, services } from "./tables.ts";

/** POST …/clone, the same for all kinds of resources. */
export const cloneInput: InputSpec = {
  rules: { destination_uuid: "required|string", name: "string|max:255|nullable", clone_volumes: "boolean" },
  wording: "custom",
};

/** The destination a clone goes to: of the token's team, on a server that takes resources. @throws Refusal 404 */
export function cloneDestination(call: Call, uuid: unknown): { destination: DestinationRow; server: ServerRow } {
  const destination = call.world.of(destinations).byUuid(uuid);
  const server = call.world.of(servers).get(destination?.server_id);
  if (!destination || server?.team_id !== call.team || settingsOf(call.world, server).is_build_server) {
    throw refusal(404, "Destination not found.");
  }
  return { destination, server };
}

/** Tags and tasks of one resource for another. */
export function copyBelongings(world: World, from: string, to: string): void {
  for (const { tag_id } of world.of(taggables).where("owner", from)) world.of(taggables).insert({ tag_id, owner: to });
  for (const { id, uuid, created_at, updated_at, owner, ...columns } of world.of(tasks).where("owner", from)) {
    world.of(tasks).insert({ ...columns, owner: to });
  }
  copyVariables(world, from, to);
}

/** POST /services/{uuid}/clone: the text is parsed anew, so what parts got by PATCH is not there (contract 13.2). */
export const clone = gated((call: Call): Answer => {
  const input = validated(call, cloneInput);
  const service = serviceOf(call, call.params.uuid);
  const { destination, server } = cloneDestination(call, input.destination_uuid);
  const { id, created_at, updated_at, is_starting, ...columns } = service;
  const uuid = newUuid();
  const copy = call.world.of(services).insert({
    ...columns,
    uuid,
    name: isEmpty(input.name) ? `${service.name}-clone-${uuid}` : String(input.name),
    destination_id: destination.id,
    server_id: server.id,
  });
  copyBelongings(call.world, ownerKey(services.name, service), ownerKey(services.name, copy));
  parseService(call.world, copy);
  // The data is copied while the source stands still.
  if (isTruthy(input.clone_volumes) && hasVolumes(call.world, service)) {
    queueStop(call.world, service);
    queueStart(call.world, service);
  }
  return created({ uuid, message: "Service cloned." });
});

const hasVolumes = (world: World, service: ServiceRow): boolean =>
  partsOf(world, service).some((part) => world.of(persistentStorages).where("owner", partOwner(world, part)).length > 0);
