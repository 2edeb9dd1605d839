import type { Call } from "../http/call.ts";
import { s3Storages } from "../s3/tables.ts";

/** Whether the token's team has an S3 storage with this uuid that passed its validation. */
export function isUsableS3({ world, team }: Call, uuid: unknown): boolean {
  const storage = world.of(s3Storages).byUuid(uuid);
  return storage?.team_id === team && storage.is_usable;
}
