import { applicationSettingsOf } from "../applications/lookup.ts";
import { applications } from "../applications/tables.ts";
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

/**
 * A docker cleanup: of the images that were built for an application the newest `docker_images_to_keep` survive, and what runs
 * (contract 8.5).
 */
export function pruneImages(world: World, serverId: number): void {
  const inUse = new Set(
    world
      .of(containers)
      .all()
      .map((one) => one.image),
  );
  for (const application of world.of(applications).all()) {
    if (application.build_pack === "dockerimage") continue;
    const own = world
      .of(storedImages)
      .where("repository", application.docker_registry_image_name ?? application.uuid)
      .filter((row) => row.server_id === serverId && !inUse.has(`${row.repository}:${row.tag}`))
      .sort((one, other) => other.id - one.id);
    const kept = Number(applicationSettingsOf(world, application).docker_images_to_keep);
    for (const row of own.slice(kept)) world.of(storedImages).remove(row);
  }
}

/** Puts an image on top of the server's list, as a build or a pull does. */
export function keepImage(world: World, serverId: number, repository: string, tag: string): void {
  const table = world.of(storedImages);
  for (const row of table.where("repository", repository)) if (row.server_id === serverId && row.tag === tag) table.remove(row);
  table.insert({ server_id: serverId, repository, tag, made_at: `${new Date().toISOString().slice(0, 19).replace("T", " ")} +0000 UTC` });
}
