import { refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { ResourceRow } from "../resources/kinds.ts";
import type { World } from "../world/world.ts";
import type { Mounted, StoragePolicy } from "./owners.ts";
import { type FileStorageRow, fileStorages, type PersistentStorageRow, persistentStorages } from "./tables.ts";

/** A storage and what it is mounted in. */
export interface Found {
  readonly row: PersistentStorageRow | FileStorageRow;
  readonly mounted: Mounted;
}

/** All storages of a resource: volumes by id, then files by id. */
export function storagesOf(world: World, policy: StoragePolicy, resource: ResourceRow): Found[] {
  const owners = policy.mounted(world, resource);
  return [persistentStorages, fileStorages].flatMap((table) =>
    owners
      .flatMap((mounted) =>
        world
          .table(table.name)
          .where("owner", mounted.key)
          .map((row): Found => ({ row: row as Found["row"], mounted })),
      )
      .sort((one, other) => one.row.id - other.row.id),
  );
}

/** The storage that the path names. @throws Refusal 404 */
export function findStorage(call: Call, policy: StoragePolicy, resource: ResourceRow): Found {
  const found = storagesOf(call.world, policy, resource).find(({ row }) => row.uuid === call.params.storage_uuid);
  if (!found) throw refusal(404, "Storage not found.");
  return found;
}
