import { defineTable, type Row } from "../world/table.ts";

/** When a database is backed up, and what is kept of it (contract 12.3). */
export interface ScheduledBackupRow extends Row {
  readonly uuid: string;
  readonly enabled: boolean;
  readonly save_s3: boolean;
  readonly frequency: string;
  readonly databases_to_backup: string | null;
  /** Number of the database among those of its engine, as Coolify stores it; `database` is the row. */
  readonly database_id: number;
  readonly database_type: string;
  readonly s3_storage_id: number | null;
  readonly team_id: number;
  /** No column of Coolify: the number of the database's row here. */
  readonly database: number;
  readonly [column: string]: unknown;
}
export const scheduledBackups = defineTable<ScheduledBackupRow>({
  name: "scheduled_database_backups",
  indices: ["database_id", "database", "s3_storage_id"],
  defaults: {
    description: null,
    enabled: true,
    save_s3: true,
    database_backup_retention_amount_locally: 0,
    s3_storage_id: null,
    databases_to_backup: null,
    dump_all: false,
    database_backup_retention_days_locally: 0,
    database_backup_retention_max_storage_locally: 0,
    database_backup_retention_amount_s3: 0,
    database_backup_retention_days_s3: 0,
    database_backup_retention_max_storage_s3: 0,
    timeout: 3600,
    disable_local_backup: false,
  },
  parents: [{ column: "database", tables: ["databases"] }],
});

/** One run of a backup. */
export interface BackupExecutionRow extends Row {
  readonly uuid: string;
  readonly scheduled_database_backup_id: number;
  readonly filename: string | null;
  readonly size: number;
  readonly message: string | null;
  readonly status: string;
  readonly [column: string]: unknown;
}
export const backupExecutions = defineTable<BackupExecutionRow>({
  name: "scheduled_database_backup_executions",
  indices: ["scheduled_database_backup_id"],
  defaults: { filename: null, size: 0, message: null, status: "running" },
  parents: [{ column: "scheduled_database_backup_id", tables: ["scheduled_database_backups"] }],
});
