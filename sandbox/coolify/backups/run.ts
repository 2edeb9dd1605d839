import { databases } from "../databases/tables.ts";
import { containersOf } from "../hosts/host.ts";
import type { Job } from "../jobs/jobs.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { databaseIn } from "./show.ts";
import { backupExecutions, type ScheduledBackupRow, scheduledBackups } from "./tables.ts";

export const queueBackup = (world: World, backup: ScheduledBackupRow): void =>
  world.queue({ kind: "backup.run", payload: { backup: backup.id } });

/** A backup of a database that does not run does nothing and leaves no trace (contract 12.3). */
export const backupJob: Job = {
  run(world, { backup }) {
    const row = world.of(scheduledBackups).get(backup as number);
    const database = row && databaseIn(world, row);
    if (!row || !database?.status.startsWith("running")) return;
    if (!containersOf(world, ownerKey(databases.name, database)).some((container) => container.state === "running")) return;
    const stamp = Math.floor(Date.now() / 1000);
    const directory = `/data/coolify/backups/databases/team-${row.team_id}/${database.uuid}`;
    world.of(backupExecutions).insert({
      scheduled_database_backup_id: row.id,
      database_name: row.databases_to_backup,
      filename: `${directory}/${row.databases_to_backup ?? "all"}-${stamp}.dmp`,
      size: 1024,
      status: "success",
    });
  },
};
