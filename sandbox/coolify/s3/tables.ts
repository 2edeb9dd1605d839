import { defineTable, type Row } from "../world/table.ts";

/** An S3 bucket that backups go to. Other nouns point to it with `s3_storage_id`. */
export interface S3StorageRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
  readonly bucket: string;
  readonly endpoint: string;
  readonly team_id: number;
  readonly is_usable: boolean;
  readonly unusable_email_sent: boolean;
}
export const s3Storages = defineTable<S3StorageRow>({
  name: "s3_storages",
  indices: ["team_id"],
  defaults: { is_usable: false, unusable_email_sent: false },
  parents: [{ column: "team_id", tables: ["teams"] }],
});
