import { defineTable, type Row } from "../world/table.ts";

const OWNERS = ["applications", "databases", "service_applications", "service_databases"];

/** A docker volume or bind mount (contract 6). `owner` is `ownerKey(table, row)`; parts of services own theirs. */
export interface PersistentStorageRow extends Row {
  readonly uuid: string;
  readonly owner: string;
  readonly name: string;
  readonly mount_path: string;
  readonly host_path: string | null;
  readonly [column: string]: unknown;
}
export const persistentStorages = defineTable<PersistentStorageRow>({
  name: "local_persistent_volumes",
  indices: ["owner"],
  defaults: { host_path: null },
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
  readonly [column: string]: unknown;
}
export const fileStorages = defineTable<FileStorageRow>({
  name: "local_file_volumes",
  indices: ["owner"],
  defaults: { mount_path: null, content: null, is_directory: false },
  parents: [{ column: "owner", tables: OWNERS }],
});
