import { destinations } from "../destinations/tables.ts";
import { privateKeys } from "../keys/tables.ts";
import type { Noun } from "../noun.ts";
import type { ServerDocument, WorldDocument } from "../world/document.ts";
import { randomText } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { serverSettings, servers } from "./tables.ts";

export const serversNoun: Noun = {
  name: "servers",
  tables: [servers, serverSettings],
  seed(world, document) {
    for (const server of document.servers ?? []) seedServer(world, document, server);
  },
};

function seedServer(world: World, document: WorldDocument, server: ServerDocument): void {
  const { name, uuid, ip, user = "root", port = 22, team, private_key, proxy = {} } = server;
  const key = document.privateKeys?.find((one) => one.symbol === private_key);
  const keyRow = world
    .of(privateKeys)
    .where("team_id", team)
    .find((row) => row.name === key?.name);
  const row = world.of(servers).insert({
    name,
    ...(uuid ? { uuid } : {}),
    ip,
    user,
    port,
    team_id: team,
    private_key_id: keyRow?.id ?? 0,
    proxy,
  });
  const { is_build_server = false, is_reachable = true, is_usable = true } = server;
  world.of(serverSettings).insert({
    server_id: row.id,
    is_build_server,
    is_reachable,
    is_usable,
    sentinel_token: randomText(48),
    sentinel_custom_url: document.instance?.fqdn ?? null,
  });
  for (const destination of server.destinations ?? []) world.of(destinations).insert({ ...destination, server_id: row.id });
}
