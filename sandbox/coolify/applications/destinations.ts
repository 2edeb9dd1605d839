import { type DestinationRow, destinations } from "../destinations/tables.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import { settingsOf } from "../servers/lookup.ts";
import { type ServerRow, servers } from "../servers/tables.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { applicationOf } from "./lookup.ts";
import { additionalDestinations } from "./tables.ts";

const input: InputSpec = { wording: "custom", rules: { destination_uuid: "required|string" } };

/** A destination of the team and its server; undefined for another team's and for a server that is going. */
function destinationOfTeam(call: Call, uuid: unknown): { destination: DestinationRow; server: ServerRow } | undefined {
  const destination = call.world.of(destinations).byUuid(uuid);
  const server = call.world.of(servers).get(destination?.server_id);
  if (!destination || !server || server.team_id !== call.team || server.deleted_at !== null) return undefined;
  return { destination, server };
}

/** The same for putting something there: a build server is none. @throws Refusal 404 */
export function hostingDestination(call: Call, uuid: unknown): { destination: DestinationRow; server: ServerRow } {
  const found = destinationOfTeam(call, uuid);
  if (!found || settingsOf(call.world, found.server).is_build_server) throw refusal(404, "Destination not found.");
  return found;
}

/** GET /applications/{uuid}/destinations: the primary one first. */
export function list(call: Call): Answer {
  const application = applicationOf(call, call.params.uuid);
  const more = call.world.of(additionalDestinations).where("application_id", application.id);
  const ids = [application.destination_id, ...more.map((row) => row.destination_id)];
  return ok(ids.flatMap((id, at) => shown(call, call.world.of(destinations).get(id), at === 0)));
}

function shown(call: Call, destination: DestinationRow | undefined, is_primary: boolean): object[] {
  if (!destination) return [];
  const { uuid, name, network, server_id } = destination;
  const server_uuid = call.world.of(servers).get(server_id)?.uuid ?? null;
  return [{ uuid, name, network, server_uuid, server_id, is_primary }];
}

/** POST: one destination a server (contract 9). */
export const attach = gated((call: Call): Answer => {
  const { destination_uuid } = validated(call, input);
  const application = applicationOf(call, call.params.uuid);
  const { destination, server } = hostingDestination(call, destination_uuid);
  const more = call.world.of(additionalDestinations).where("application_id", application.id);
  const primary = call.world.of(destinations).get(application.destination_id);
  const obstacles: readonly (readonly [boolean, string])[] = [
    [application.destination_id === destination.id, "Destination is already the primary destination."],
    [more.some((row) => row.destination_id === destination.id), "Destination is already attached."],
    [primary?.server_id === server.id, "Cannot attach a destination on the same server as the primary destination."],
    [more.some((row) => row.server_id === server.id), "A destination on this server is already attached."],
  ];
  const found = obstacles.find(([stands]) => stands);
  if (found) throw refusal(422, found[1]);
  call.world.of(additionalDestinations).insert({ application_id: application.id, destination_id: destination.id, server_id: server.id });
  return created({ message: "Destination attached.", uuid: destination.uuid });
});

/** DELETE …/destinations/{destination_uuid}. */
export function detach(call: Call): Answer {
  const application = applicationOf(call, call.params.uuid);
  const destination = destinationOfTeam(call, call.params.destination_uuid)?.destination;
  if (!destination) throw refusal(404, "Destination not found.");
  if (application.destination_id === destination.id) throw refusal(422, "Cannot remove the primary destination.");
  const table = call.world.of(additionalDestinations);
  const row = table.where("application_id", application.id).find((one) => one.destination_id === destination.id);
  if (!row) throw refusal(404, "Destination not found.");
  table.remove(row);
  return message("Destination detached.");
}
