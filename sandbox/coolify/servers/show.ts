import { hide } from "../access/hidden.ts";
import type { World } from "../world/world.ts";
import { settingsOf } from "./lookup.ts";
import type { ServerRow } from "./tables.ts";

/** The machine that Coolify itself runs on has the number 0. */
export const isCoolifyHost = (server: ServerRow): boolean => server.id === 0;

/** A server as it lies inside the destination of an application, service or database (contract 4.3). */
export function serverDetail(world: World, server: ServerRow, sensitive: boolean): object {
  const settings = hide(settingsOf(world, server), sensitive, "serverSettings");
  return { ...server, is_coolify_host: isCoolifyHost(server), settings };
}
