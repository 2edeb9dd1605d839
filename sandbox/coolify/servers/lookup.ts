import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import type { World } from "../world/world.ts";
import { type ServerRow, type ServerSettingsRow, serverSettings, servers } from "./tables.ts";

/** The server of the token's team with this uuid; deleted ones are gone at once (contract 11). @throws Refusal 404 */
export function serverOf(call: Call, uuid: unknown = shadowed(call, "uuid")): ServerRow {
  const server = call.world.of(servers).byUuid(uuid);
  if (!server || server.team_id !== call.team || server.deleted_at !== null) throw refusal(404, "Server not found.");
  return server;
}

/** Every server has settings. */
export function settingsOf(world: World, server: ServerRow): ServerSettingsRow {
  return world.of(serverSettings).first("server_id", server.id) ?? world.of(serverSettings).insert({ server_id: server.id });
}
