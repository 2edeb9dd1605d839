import { backupRows } from "../../../providers/coolify/kinds/databaseBackupWire.ts";
import { rowsOf } from "../../../providers/coolify/rows.ts";
import { called, type Foreign, type Found, type FoundWorkload } from "../found.ts";
import type { Properties, Reader } from "./reader.ts";
import { variablesOf } from "./variables.ts";

/** What all workloads of a project are looked at with. */
export interface Seen {
  reader: Reader;
  foreign: Foreign[];
  /** Answer of the list of databases, which has their schedules. */
  databases: unknown;
  /** Names of the team's S3 storages. */
  s3: string[];
}

/** Fields that are told only where somebody names them. */
const ENGINE = { user: "?", database: "?", initdbArgs: "?", hostAuthMethod: "?", configuration: "?" };

/** A database with what hangs on it. Its passwords stay where they are: what the YAML does not name, Coolify keeps. */
export async function lookAtDatabase(seen: Seen, row: Properties, environment: string): Promise<FoundWorkload> {
  const { reader, foreign } = seen;
  const uuid = String(row.uuid);
  const what = called({ kind: "Database", name: String(row.name), environment });
  const [found, variables, storages] = await Promise.all([
    reader.read("Database", uuid, environment, { destination: "?", image: "?", engine: ENGINE, healthCheck: {}, tags: [] }),
    reader.rows("/databases/{uuid}/envs", { uuid }),
    reader.ask("/databases/{uuid}/storages", uuid),
  ]);
  return {
    ...found,
    kind: "Database",
    variables: variablesOf(variables, { what, isBorn: isOfRedis }, foreign),
    storages: await storagesOf(reader, storages, { database: uuid }, environment, false),
    tasks: [],
    backups: await backupsOf(seen, uuid, environment, what),
  };
}

/** A Redis has its password nowhere else (contract 5.2). */
const isOfRedis = ({ key }: Properties) => key === "REDIS_PASSWORD" || key === "REDIS_USERNAME";

/** Coolify shows the number of an S3 storage, which nothing else does (contract 12.3): where there is one, it is that. */
async function backupsOf({ reader, foreign, databases, s3 }: Seen, database: string, environment: string, what: string): Promise<Found[]> {
  const rows = backupRows(databases).filter((row) => row.database === database);
  const [only] = s3.length === 1 ? s3 : [];
  const found = rows.flatMap((row) => {
    const s3Storage = row.save_s3 === true ? only : undefined;
    if (row.save_s3 === true && s3Storage === undefined) {
      foreign.push({
        what: `${what} backup ${String(row.frequency)}`,
        reason: `it copies to one of several S3 storages, and Coolify does not show to which; describe it under backups, with s3_storage: ${s3.join(" or ")}`,
      });
      return [];
    }
    const wanted = { database, databases: ["?"], ...(s3Storage !== undefined && { s3Storage }) };
    return [reader.read("DatabaseBackup", String(row.uuid), environment, wanted).then((one) => withS3(one, s3Storage))];
  });
  return Promise.all(found);
}

const withS3 = (found: Found, s3Storage: string | undefined): Found => ({
  ...found,
  inputs: { ...found.inputs, ...(s3Storage !== undefined && { s3Storage }) },
});

/** Volume that Coolify makes for each engine (contract 6). */
const OF_ENGINE = /^(postgres|mysql|mariadb|redis|keydb|dragonfly|clickhouse)-data-|^mongodb-(configdb|db)-/;

/**
 * Storages that somebody made. Those of a compose text come and go with it: their names have an underscore behind the uuid.
 *
 * @param owner `{ application: uuid }` or `{ database: uuid }`
 */
export async function storagesOf(
  reader: Reader,
  answer: unknown,
  owner: Readonly<Record<string, string>>,
  environment: string,
  isCompose: boolean,
): Promise<Found[]> {
  const [uuid = ""] = Object.values(owner);
  const { persistent_storages, file_storages } = (answer ?? {}) as Properties;
  const volumes = rowsOf(persistent_storages).filter(({ name }) => {
    const isBorn = "database" in owner && OF_ENGINE.test(String(name)) && String(name).endsWith(uuid);
    return !isBorn && !(isCompose && !String(name).startsWith(`${uuid}-`));
  });
  const files = isCompose ? [] : rowsOf(file_storages);
  return Promise.all([...volumes, ...files].map((one) => reader.read("Storage", String(one.uuid), environment, owner)));
}
