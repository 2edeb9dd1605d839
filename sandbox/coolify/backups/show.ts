import { without } from "../access/hidden.ts";
import { teamOfEnvironment } from "../applications/lookup.ts";
import { type DatabaseRow, databases } from "../databases/tables.ts";
import type { World } from "../world/world.ts";
import { type BackupExecutionRow, backupExecutions, type ScheduledBackupRow, scheduledBackups } from "./tables.ts";

const OWN: ReadonlySet<string> = new Set(["database"]);

/** Configurations of a database as Coolify finds them: by its number, so those of other engines with it (contract 12.2). */
export function backupsOf(world: World, database: DatabaseRow): ScheduledBackupRow[] {
  const team = teamOfEnvironment(world, database.environment_id);
  return world
    .of(scheduledBackups)
    .where("database_id", database.engine_id)
    .filter((row) => row.team_id === team);
}

export function executionsOf(world: World, backup: ScheduledBackupRow): BackupExecutionRow[] {
  return world
    .of(backupExecutions)
    .where("scheduled_database_backup_id", backup.id)
    .toSorted((one, other) => other.id - one.id);
}

/** With all executions: GET /databases/{uuid}/backups. */
export const shownBackup = (world: World, row: ScheduledBackupRow): object => ({
  ...without(row, OWN),
  executions: executionsOf(world, row),
});

/** `backup_configs` of the list of databases: with the last execution. */
export const backupsByNumber =
  (world: World) =>
  (database: DatabaseRow): object[] =>
    backupsOf(world, database).map((row) => ({ ...without(row, OWN), latest_log: executionsOf(world, row)[0] ?? null }));

/** An execution in its own list; its time in another form than elsewhere (contract 1.8). */
export function listedExecution({ uuid, filename, size, created_at, message, status }: BackupExecutionRow): object {
  return { uuid, filename, size, created_at: (created_at ?? "").replace(/\.\d+Z$/, "+00:00"), message, status };
}

export const databaseIn = (world: World, backup: ScheduledBackupRow): DatabaseRow | undefined => world.of(databases).get(backup.database);
