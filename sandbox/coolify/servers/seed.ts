import { destinations } from "../destinations/tables.ts";
import { privateKeys } from "../keys/tables.ts";
import type { ServerDocument, WorldDocument } from "../world/document.ts";
import type { World } from "../world/world.ts";
import { addServer } from "./create.ts";
import { SEEDED_SENTINEL_TOKEN } from "./sentinelToken.ts";

/** Servers of the document, with their settings and destinations; the variables are those of sharedVariables. */
export function seedServers(world: World, document: WorldDocument): void {
  for (const server of document.servers ?? []) seedServer(world, document, server);
}

function seedServer(world: World, document: WorldDocument, server: ServerDocument): void {
  const { name, uuid, ip, user = "root", port = 22, team, private_key, proxy = {} } = server;
  const { is_build_server = false, is_reachable = true, is_usable = true, sentinel_token = SEEDED_SENTINEL_TOKEN } = server;
  const key = document.privateKeys?.find((one) => one.symbol === private_key);
  const keyRow = world
    .of(privateKeys)
    .where("team_id", team)
    .find((row) => row.name === key?.name);
  const row = addServer(
    world,
    { name, ...(uuid ? { uuid } : {}), ip, user, port, team_id: team, private_key_id: keyRow?.id ?? 0, proxy },
    { is_build_server, is_reachable, is_usable, sentinel_token },
  );
  for (const destination of server.destinations ?? []) world.of(destinations).insert({ ...destination, server_id: row.id });
}
