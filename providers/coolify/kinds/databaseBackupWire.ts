import type { Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { isSame } from "../values.ts";
import { engineShown, specOf } from "./databaseEngines.ts";

interface Kept {
  amount: number;
  days: number;
  maxGigabytes: number;
}

export interface BackupSettings {
  database: string;
  frequency: string;
  enabled: boolean;
  databases?: string[] | undefined;
  dumpAll: boolean;
  s3Storage?: string | undefined;
  retention: { local: Kept; s3: Kept };
  timeoutSeconds: number;
}

const UNITS: Readonly<Record<keyof Kept, string>> = { amount: "amount", days: "days", maxGigabytes: "max_storage" };
const PLACES = { local: "locally", s3: "s3" } as const;

const retentionToWire = (retention: BackupSettings["retention"]): Wire =>
  Object.fromEntries(
    (["local", "s3"] as const).flatMap((place) =>
      Object.entries(UNITS).map(([name, unit]) => [
        `database_backup_retention_${unit}_${PLACES[place]}`,
        retention[place][name as keyof Kept],
      ]),
    ),
  );

/** Sizes come back as texts or numbers. */
const retentionFromWire = (wire: Wire, place: keyof typeof PLACES): Wire =>
  Object.fromEntries(
    Object.entries(UNITS).map(([name, unit]) => [name, Number(wire[`database_backup_retention_${unit}_${PLACES[place]}`] ?? 0)]),
  );

/** Names with commas; where mongodb is told what to leave out, databases are divided by `|`. */
const databasesToWire = (names: readonly string[]) => names.join(names.some((name) => name.includes(":")) ? "|" : ",");

const databasesFromWire = (text: unknown): string[] =>
  String(text ?? "")
    .split(/[|:]/.test(String(text)) ? "|" : ",")
    .map((name) => name.trim())
    .filter(Boolean);

/** `save_s3` is always sent: left out it becomes true, with no storage to save to (contract 12.3). */
export const backupToWire = (inputs: BackupSettings): Wire => ({
  frequency: inputs.frequency,
  enabled: inputs.enabled,
  ...(inputs.databases && { databases_to_backup: databasesToWire(inputs.databases) }),
  dump_all: inputs.dumpAll,
  save_s3: inputs.s3Storage !== undefined,
  s3_storage_uuid: inputs.s3Storage ?? null,
  ...retentionToWire(inputs.retention),
  timeout: inputs.timeoutSeconds,
});

/** Coolify shows the number of the S3 storage, which nothing else does (trap T21): what state has is believed as long as copies go there. */
function s3FromWire(wire: Wire, inputs: Partial<BackupSettings>): Wire {
  if (!wire.save_s3) return { s3Storage: undefined };
  return inputs.s3Storage === undefined ? { s3Storage: `number ${String(wire.s3_storage_id)}` } : {};
}

export const backupFromWire = (wire: Wire, inputs: Partial<BackupSettings>): Wire => ({
  database: wire.database,
  frequency: wire.frequency,
  enabled: wire.enabled,
  ...(inputs.databases && { databases: databasesFromWire(wire.databases_to_backup) }),
  dumpAll: wire.dump_all,
  ...s3FromWire(wire, inputs),
  retention: { local: retentionFromWire(wire, "local"), s3: retentionFromWire(wire, "s3") },
  timeoutSeconds: wire.timeout,
});

/** `App\Models\StandalonePostgresql` is `standalone-postgresql`. */
const isOfType = (config: Wire, type: unknown): boolean =>
  String(config.database_type).split("\\").at(-1)?.toLowerCase() === String(type).replace("-", "").toLowerCase();

/** What a schedule backs up for which nobody named anything; of a mongodb nothing stands there, which is all (contract 12.3). */
function standardOf(row: Wire): string[] {
  const { backsUp } = specOf(engineShown(row.database_type));
  return databasesFromWire(backsUp && row[backsUp]);
}

/** Schedules with the uuid of their database. Coolify groups them by a number that every engine counts by itself (contract 12.2). */
export const backupRows = (answer: unknown): Wire[] =>
  rowsOf(answer).flatMap((row) =>
    rowsOf(row.backup_configs)
      .filter((config) => isOfType(config, row.database_type))
      .map((config) => ({ ...config, database: row.uuid, standard: standardOf(row) })),
  );

/** Whether it is the schedule that is meant, for one that is not in state. Another one may differ only in what it backs up. */
export const isBackup = (row: Wire, { database, frequency, databases, dumpAll }: BackupSettings): boolean =>
  row.database === database &&
  row.frequency === frequency &&
  row.dump_all === dumpAll &&
  isSame(databasesFromWire(row.databases_to_backup), databases ?? row.standard);
