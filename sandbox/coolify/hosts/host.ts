import type { World } from "../world/world.ts";
import { type ContainerRow, containers, type HostRow, hosts, storedImages } from "./tables.ts";

/** Whether commands on this server come back without an error. */
export function obeys(world: World, serverId: number | undefined): boolean {
  const host = world.of(hosts).first("server_id", serverId ?? 0);
  return !host || (host.reachable && !host.commandsFail);
}

export function setHost(world: World, serverId: number, changes: Partial<HostRow>): void {
  const table = world.of(hosts);
  table.update(table.first("server_id", serverId) ?? table.insert({ server_id: serverId }), changes);
}

/** The containers of an application, service or database; `owner` is `ownerKey(table, row)`. */
export const containersOf = (world: World, owner: string): ContainerRow[] => world.of(containers).where("owner", owner);

/** The name of a container as Coolify gives it: uuid, dash, twelve digits of the clock. */
export function containerName(uuid: string): string {
  const now = new Date().toISOString();
  return `${uuid}-${now.slice(11, 19).replaceAll(":", "")}${now.slice(20, 23)}000`;
}

export function hasImage(world: World, serverId: number, repository: string, tag: string): boolean {
  return world
    .of(storedImages)
    .where("repository", repository)
    .some((row) => row.server_id === serverId && row.tag === tag);
}

/** Puts an image on top of the server's list, as a build or a pull does. */
export function keepImage(world: World, serverId: number, repository: string, tag: string): void {
  const table = world.of(storedImages);
  for (const row of table.where("repository", repository)) if (row.server_id === serverId && row.tag === tag) table.remove(row);
  table.insert({ server_id: serverId, repository, tag, made_at: `${new Date().toISOString().slice(0, 19).replace("T", " ")} +0000 UTC` });
}
