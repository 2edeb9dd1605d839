import { serverDetail } from "../servers/show.ts";
import { servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { type DestinationRow, destinations } from "./tables.ts";

/** The morph class of every destination the API can make. */
export const DESTINATION_TYPE = "App\\Models\\StandaloneDocker";

/** A destination with its server, as applications, services and databases carry it (contract 4.3); a deleted server is left out. */
function destinationDetail(world: World, destination: DestinationRow, sensitive: boolean): object {
  const server = world.of(servers).get(destination.server_id);
  return server?.deleted_at === null ? { ...destination, server: serverDetail(world, server, sensitive) } : { ...destination };
}

/**
 * The same for many rows of one answer: every destination is put together once.
 * @returns a function from `destination_id` to the nested destination, null when it is gone
 */
export function destinationDetails(world: World, sensitive: boolean): (id: number) => object | null {
  const known = new Map<number, object | null>();
  return (id) => {
    let shown = known.get(id);
    if (shown === undefined) {
      const destination = world.of(destinations).get(id);
      shown = destination ? destinationDetail(world, destination, sensitive) : null;
      known.set(id, shown);
    }
    return shown;
  };
}
