import { destinations } from "../destinations/tables.ts";
import { serverError } from "../http/answer.ts";
import type { World } from "../world/world.ts";
import { settingsOf } from "./lookup.ts";
import { type ServerRow, servers } from "./tables.ts";

/** Whether Coolify takes a server for usable, which a deleted one is not: what `server_status` of its resources says. */
export function isFunctional(world: World, server: ServerRow | undefined): boolean {
  const settings = server?.deleted_at === null ? settingsOf(world, server) : undefined;
  return settings?.is_reachable === true && settings.is_usable && settings.force_disabled !== true;
}

/** The server that a destination is on. */
export function serverOfDestination(world: World, destinationId: number): ServerRow | undefined {
  return world.of(servers).get(world.of(destinations).get(destinationId)?.server_id);
}

/** Coolify falls over databases and services, and over changes of applications, while their server is deleted and they are not yet (contract 11). @throws Refusal 500 */
export function requireServer(world: World, destinationId: number): void {
  if (serverOfDestination(world, destinationId)?.deleted_at !== null) throw serverError();
}
