import { engineSpec } from "../databases/engines.ts";
import { databaseOf } from "../databases/lookup.ts";
import type { DatabaseRow } from "../databases/tables.ts";
import { type Answer, created, invalid, message, refusal } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { namedUuid } from "../resources/named.ts";
import { type S3StorageRow, s3Storages } from "../s3/tables.ts";
import { isFrequency } from "../validation/cron.ts";
import { shellDanger } from "../validation/shellSafe.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { ALLOWED, changeBackupInput, createBackupInput, FLAGS, NO_COLUMNS } from "./input.ts";
import { queueBackup } from "./run.ts";
import { backupsOf } from "./show.ts";
import { type ScheduledBackupRow, scheduledBackups } from "./tables.ts";

/** POST /databases/{uuid}/backups; the checks come in the controller's order (contract 12.3). */
export const create = gated((call: Call): Answer => {
  const input = checked(call, createBackupInput);
  const database = databaseOf(call, namedUuid(call));
  const { backsUp, model } = engineSpec(database.engine);
  if (backsUp === undefined) throw refusal(422, "Scheduled backups are not supported for this database type.");
  requireFrequency(input);
  const s3 = storageFor(call, input);
  refuseUnknown(input);
  const databases_to_backup = isEmpty(input.databases_to_backup) ? defaultOf(database, backsUp) : input.databases_to_backup;
  requireSafeNames(databases_to_backup);
  const row = call.world.of(scheduledBackups).insert({
    ...columnsOf(input),
    databases_to_backup: databases_to_backup as string | null,
    s3_storage_id: s3?.id ?? null,
    database: database.id,
    database_id: database.engine_id,
    database_type: `App\\Models\\${model}`,
    team_id: call.team,
  });
  if (isTruthy(input.backup_now)) queueBackup(call.world, row);
  return created({ uuid: row.uuid, message: "Backup configuration created successfully." });
});

/** PATCH …/{scheduled_backup_uuid}: only what was sent changes. */
export const change = gated((call: Call): Answer => {
  const input = checked(call, changeBackupInput);
  const database = databaseOf(call, namedUuid(call));
  if (!isEmpty(input.frequency)) requireFrequency(input);
  const s3 = storageFor(call, input);
  const row = backupOf(call, database, "Backup config not found.");
  refuseUnknown(input);
  requireSafeNames(input.databases_to_backup);
  const table = call.world.of(scheduledBackups);
  const changes = { ...columnsOf(input), ...(s3 ? { s3_storage_id: s3.id } : {}) };
  if (table.update(row, changes)) table.moveToEnd(row);
  if (isTruthy(input.backup_now)) queueBackup(call.world, row);
  return message("Database backup configuration updated");
});

/** The configuration that the path names, of this database or of another with its number. @throws Refusal 404 */
export function backupOf(call: Call, database: DatabaseRow, text = "Backup configuration not found."): ScheduledBackupRow {
  const uuid = shadowed(call, "scheduled_backup_uuid");
  const row = backupsOf(call.world, database).find((one) => one.uuid === uuid);
  if (!row) throw refusal(404, text);
  return row;
}

/** The rules, and that the S3 storage is anybody's. @throws Refusal 422 */
function checked(call: Call, spec: InputSpec): Bag {
  const exists = (value: unknown) => (call.world.of(s3Storages).byUuid(value) ? undefined : "The selected s3 storage uuid is invalid.");
  return validated(call, { ...spec, rules: { ...spec.rules, s3_storage_uuid: ["string|nullable", exists] } });
}

function requireFrequency({ frequency }: Bag): void {
  if (!isFrequency(frequency)) throw invalid({ frequency: ["Invalid cron expression or frequency format."] });
}

function storageFor(call: Call, { save_s3, s3_storage_uuid }: Bag): S3StorageRow | undefined {
  if (isTruthy(save_s3) && isEmpty(s3_storage_uuid)) {
    throw invalid({ s3_storage_uuid: ["The s3_storage_uuid field is required when save_s3 is true."] });
  }
  if (isEmpty(s3_storage_uuid)) return undefined;
  const row = call.world.of(s3Storages).byUuid(s3_storage_uuid);
  if (row?.team_id !== call.team) throw invalid({ s3_storage_uuid: ["The selected S3 storage is invalid for this team."] });
  return row;
}

function refuseUnknown(input: Bag): void {
  const unknown = Object.keys(input).filter((field) => !ALLOWED.has(field));
  if (unknown.length > 0) throw invalid(Object.fromEntries(unknown.map((field) => [field, ["This field is not allowed."]])));
}

const defaultOf = (database: DatabaseRow, column: string | null): unknown => (column === null ? null : database[column]);

/** `a,b` or, for mongodb, `a:collection1,collection2|b`. */
function requireSafeNames(value: unknown): void {
  if (typeof value !== "string") return;
  for (const entry of value.split("|")) {
    const [name = "", collections] = entry.split(/:(.*)/s);
    const names = collections === undefined ? entry.split(",") : [name];
    for (const one of names) requireSafe(one.trim(), "database name");
    for (const one of collections?.split(",") ?? []) requireSafe(one.trim(), "collection name");
  }
}

function requireSafe(name: string, what: string): void {
  const danger = shellDanger(name, what);
  if (danger !== undefined) throw invalid({ databases_to_backup: [danger] });
}

function columnsOf(input: Bag): Partial<ScheduledBackupRow> {
  const columns = Object.entries(input).filter(([field]) => !NO_COLUMNS.has(field));
  return Object.fromEntries(columns.map(([field, value]) => [field, FLAGS.has(field) ? isTruthy(value) : value]));
}
