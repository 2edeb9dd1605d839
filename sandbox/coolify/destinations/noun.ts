import { applications } from "../applications/tables.ts";
import { databases } from "../databases/tables.ts";
import { type Answer, created, message, noQueryResults, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { type ServerRow, servers } from "../servers/tables.ts";
import { services } from "../services/tables.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import type { World } from "../world/world.ts";
import { type DestinationRow, destinations } from "./tables.ts";

/** A server without swarm has destinations of this type alone; swarm is not part of the sandbox. */
const TYPE = "standalone";

const createInput: InputSpec = {
  rules: { name: "nullable|string|max:255", network: "required|string|max:255|regex:plainName", type: "nullable|in:standalone,swarm" },
  wording: "custom",
};
const changeInput: InputSpec = { rules: { name: "required|string|max:255" }, wording: "custom" };

export const destinationsNoun: Noun = {
  name: "destinations",
  tables: [destinations],
  actions: {
    "GET /destinations": list,
    "GET /destinations/{uuid}": (call) => ok(shown(call.world, destinationOf(call))),
    "PATCH /destinations/{uuid}": gated(change),
    "DELETE /destinations/{uuid}": remove,
    "GET /servers/{uuid}/destinations": (call) => ok(onServer(call.world, ownServer(call)).map((row) => shown(call.world, row))),
    "POST /servers/{uuid}/destinations": gated(create),
  },
};

/** These routes read the path alone, and their 404 is the framework's (contract 14). @throws Refusal 404 */
function destinationOf(call: Call): DestinationRow {
  const destination = call.world.of(destinations).byUuid(call.params.uuid);
  const server = call.world.of(servers).get(destination?.server_id);
  if (!destination || !server || !isOwn(call, server)) throw noQueryResults("SwarmDocker");
  return destination;
}

function ownServer(call: Call): ServerRow {
  const server = call.world.of(servers).byUuid(call.params.uuid);
  if (!server || !isOwn(call, server)) throw noQueryResults("Server");
  return server;
}

const isOwn = (call: Call, server: ServerRow): boolean => server.team_id === call.team && server.deleted_at === null;

/** In the order of their networks, as the database happens to give them (contract 1.8). */
function onServer(world: World, server: ServerRow): DestinationRow[] {
  const own = world.of(destinations).where("server_id", server.id);
  return own.sort((one, other) => (one.network < other.network ? -1 : Number(one.network > other.network)));
}

function list(call: Call): Answer {
  const own = call.world.of(servers).where("team_id", call.team);
  const all = own.filter((server) => server.deleted_at === null).flatMap((server) => onServer(call.world, server));
  return ok(all.map((row) => shown(call.world, row)));
}

function create(call: Call): Answer {
  const { world } = call;
  const server = ownServer(call);
  const { name, network, type = TYPE } = validated(call, createInput);
  if (type !== TYPE) return message(`Destination type must be ${TYPE} for this server.`, 422);
  if (onServer(world, server).some((row) => row.network === network)) {
    throw refusal(409, "A destination with this network already exists on the server.");
  }
  const row = world
    .of(destinations)
    .insert({ name: String(name || `${server.name}-${network}`), network: String(network), server_id: server.id });
  return created(shown(world, row));
}

function change(call: Call): Answer {
  const { name } = validated(call, changeInput);
  const row = destinationOf(call);
  call.world.of(destinations).update(row, { name: String(name) });
  return ok(shown(call.world, row));
}

/** Queued deletions still count (contract 11); applications that have it as a further one do not. */
function remove(call: Call): Answer {
  const { world } = call;
  const row = destinationOf(call);
  const isUsed = [applications, databases, services].some((table) => world.table(table.name).first("destination_id", row.id) !== undefined);
  if (isUsed) throw refusal(409, "Destination has attached resources, detach first.");
  world.of(destinations).remove(row);
  return message("Deleted.");
}

function shown(world: World, { uuid, name, network, server_id, created_at, updated_at }: DestinationRow): object {
  const server_uuid = world.of(servers).get(server_id)?.uuid ?? null;
  return { uuid, name, network, type: TYPE, server_uuid, created_at, updated_at };
}
