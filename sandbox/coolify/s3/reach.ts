import { ControlError } from "../control/error.ts";
import { rowIn } from "../hosts/controls.ts";
import type { Bag } from "../http/normalise.ts";
import { defineTable, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { type S3StorageRow, s3Storages } from "./tables.ts";

/** A storage whose endpoint does not answer. */
interface SilentRow extends Row {
  readonly storage_id: number;
}
export const silentStorages = defineTable<SilentRow>({
  name: "sandbox_silent_s3",
  uuids: false,
  timestamps: false,
  indices: ["storage_id"],
  parents: [{ column: "storage_id", tables: ["s3_storages"] }],
});

const SILENCE =
  "Could not connect to the S3 endpoint within 15 seconds. Please verify the endpoint, bucket, credentials, region, and network/firewall settings.";

/** What goes wrong when Coolify connects; undefined where the bucket answers, as every one does until a control says otherwise. */
export function connectionFault(world: World, storage: S3StorageRow): string | undefined {
  return world.of(silentStorages).first("storage_id", storage.id) ? SILENCE : undefined;
}

/** `{storage, answers}`: whether the endpoint of an S3 storage answers from now on. */
export function controlS3(world: World, command: Bag): void {
  const storage = rowIn(world, s3Storages.name, command.storage, "S3 storage");
  if (typeof command.answers !== "boolean") throw new ControlError("The control s3 needs answers: true or false.");
  const table = world.of(silentStorages);
  const silent = table.first("storage_id", storage.id);
  if (silent && command.answers) table.remove(silent);
  else if (!silent && !command.answers) table.insert({ storage_id: storage.id });
}
