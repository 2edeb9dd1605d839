import type { Allowed } from "./allowed.ts";

const CREATE = ["type", "mount_path", "name", "host_path", "content", "is_directory", "is_host_file", "fs_path"];
const CHANGE = ["uuid", "id", "type", "is_preview_suffix_enabled", "name", "mount_path", "host_path", "content"];
const BACKUP = [
  ...["frequency", "enabled", "save_s3", "s3_storage_uuid", "disable_local_backup", "stop_during_backup", "timeout"],
  ...["retention_amount_locally", "retention_days_locally", "retention_max_storage_locally"],
  ...["retention_amount_s3", "retention_days_s3", "retention_max_storage_s3"],
];

/** Storages and their backups (contract 6). */
export const storage: Allowed = {
  routes: {
    "POST /applications/{application}/storages": CREATE,
    "PATCH /applications/{application}/storages": CHANGE,
    "POST /databases/{database}/storages": CREATE,
    "PATCH /databases/{database}/storages": CHANGE,
    "PUT /applications/{application}/storages/{storage}/backups": BACKUP,
    "PUT /databases/{database}/storages/{storage}/backups": BACKUP,
    "PUT /services/{service}/storages/{storage}/backups": BACKUP,
  },
  skipped: { Storage: { id: "contract 1.8: the uuid says the same" } },
};
