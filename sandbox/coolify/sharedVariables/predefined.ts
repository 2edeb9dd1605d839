import type { ServerRow } from "../servers/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { sharedVariables } from "./tables.ts";

/** What every server starts with; a later rename changes nothing (contract 5.3). */
const PREDEFINED: Readonly<Record<string, (server: ServerRow) => string>> = {
  COOLIFY_SERVER_UUID: (server) => server.uuid,
  COOLIFY_SERVER_NAME: (server) => server.name,
};

/** Gives a new server its variables: to be called once, right after the row was inserted. */
export function addServerVariables(world: World, server: ServerRow): void {
  const owner = ownerKey("servers", server);
  for (const [key, value] of Object.entries(PREDEFINED)) {
    world.of(sharedVariables).insert({ owner, team_id: server.team_id, key, value: value(server), is_literal: true });
  }
}
