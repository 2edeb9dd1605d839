import type { InputSpec } from "../validation/validate.ts";

const FIELDS = {
  enabled: "boolean",
  save_s3: "boolean",
  dump_all: "boolean",
  backup_now: "boolean|nullable",
  databases_to_backup: "string|nullable",
  database_backup_retention_amount_locally: "integer|min:0",
  database_backup_retention_days_locally: "integer|min:0",
  database_backup_retention_max_storage_locally: "numeric|min:0",
  database_backup_retention_amount_s3: "integer|min:0",
  database_backup_retention_days_s3: "integer|min:0",
  database_backup_retention_max_storage_s3: "numeric|min:0",
  timeout: "integer|min:60|max:36000",
};

/** Fields that are no column. */
export const NO_COLUMNS: ReadonlySet<string> = new Set(["backup_now", "s3_storage_uuid"]);
export const FLAGS: ReadonlySet<string> = new Set(["enabled", "save_s3", "dump_all"]);
export const ALLOWED: ReadonlySet<string> = new Set([...Object.keys(FIELDS), "frequency", "s3_storage_uuid"]);

export const createBackupInput: InputSpec = {
  rules: { frequency: "required|string", ...FIELDS, s3_storage_uuid: "string|nullable" },
  unknown: "ignore",
  wording: "custom",
};

export const changeBackupInput: InputSpec = {
  rules: { ...FIELDS, s3_storage_uuid: "string|nullable", frequency: "string" },
  unknown: "ignore",
  wording: "custom",
};
