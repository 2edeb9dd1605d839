import { defineTable, type Row } from "../world/table.ts";

const OWNERS = ["applications", "databases", "service_applications", "service_databases"];

/** A docker volume or bind mount (contract 6). `owner` is `ownerKey(table, row)`; parts of services own theirs. */
export interface PersistentStorageRow extends Row {
  readonly uuid: string;
  readonly owner: string;
  readonly name: string;
  readonly mount_path: string;
  readonly host_path: string | null;
  readonly is_preview_suffix_enabled: boolean;
}
export const persistentStorages = defineTable<PersistentStorageRow>({
  name: "local_persistent_volumes",
  indices: ["owner"],
  defaults: { host_path: null, is_preview_suffix_enabled: true },
  parents: [{ column: "owner", tables: OWNERS }],
});

/** A file or directory that is mounted. */
export interface FileStorageRow extends Row {
  readonly uuid: string;
  readonly owner: string;
  readonly fs_path: string;
  readonly mount_path: string | null;
  readonly content: string | null;
  readonly is_directory: boolean;
  readonly is_host_file: boolean;
  readonly is_preview_suffix_enabled: boolean;
}
export const fileStorages = defineTable<FileStorageRow>({
  name: "local_file_volumes",
  indices: ["owner"],
  defaults: { mount_path: null, content: null, is_directory: false, is_host_file: false, is_preview_suffix_enabled: true },
  parents: [{ column: "owner", tables: OWNERS }],
});

/** The backup schedule of one storage (contract 6, volume backups). `storage` is `ownerKey(table, row)`. */
export interface StorageBackupRow extends Row {
  readonly uuid: string;
  readonly storage: string;
  readonly frequency: string;
  readonly enabled: boolean;
  readonly save_s3: boolean;
  readonly disable_local_backup: boolean;
  readonly stop_during_backup: boolean;
  readonly s3_storage_uuid: string | null;
  readonly retention_amount_locally: number;
  readonly retention_days_locally: number;
  readonly retention_max_storage_locally: number;
  readonly retention_amount_s3: number;
  readonly retention_days_s3: number;
  readonly retention_max_storage_s3: number;
  /** Seconds. */
  readonly timeout: number;
}
export const storageBackups = defineTable<StorageBackupRow>({
  name: "scheduled_volume_backups",
  indices: ["storage"],
  defaults: { timeout: 36000 },
  parents: [{ column: "storage", tables: [persistentStorages.name, fileStorages.name] }],
});
