import { atCoolify, databaseFaults, resolveStorages, resolveVariables } from "./attachments.ts";
import { checkFilled } from "./check.ts";
import type { Fault } from "./fault.ts";
import { find, keyPlaceOf, type LocatedRecord, placeOf, plain } from "./located.ts";
import type { Claim, Origins, Placed, Room } from "./placed.ts";
import { environmentReferences, fillOpen } from "./references.ts";
import type { ResolvedBackup, ResolvedDatabase } from "./resolved.ts";
import { argumentsOf } from "./settings/arguments.ts";
import { backupSettings, Database, databaseSettings, ENGINES, engineFields } from "./settings/database.ts";
import { limitFields } from "./settings/running.ts";
import { settingsAndSecrets } from "./settings/secrets.ts";
import { unknownDatabase } from "./template.ts";
import { withoutSequels } from "./tiers.ts";
import { variableSettings } from "./variableSettings.ts";

const NO_LIMITS = { memory: "0", cpus: "0" };

/** Fills and checks what is said about one database of an environment. Undefined if something is wrong. */
export function resolveDatabase(room: Room, key: string, origins: Origins): Placed<ResolvedDatabase> | undefined {
  const references = environmentReferences(room.references, room.environment);
  const found: Fault[] = [];
  const located = fillOpen(Database, origins.merged, references, found, { late: room });
  found.push(...checkFilled(Database, located, found));
  const { data } = Database.safeParse(plain(located));
  const storages = resolveStorages(data?.storages ?? {}, located, found);
  if (data !== undefined) {
    found.push(...faultsOf(data, located));
    found.push(...databaseFaults(located, data.variables, room.databases, (name) => unknownDatabase(name, room, room.references)));
  }
  room.faults.push(...withoutSequels(found, room.tiers).map((fault) => below(key, fault)));
  if (data === undefined || found.length > 0) return undefined;
  const resolved = { ...build(room, key, data), storages };
  const port: Claim[] =
    data.public_port === undefined || data.is_public !== true
      ? []
      : [{ kind: "port", what: String(data.public_port), at: placeOf(located, ["public_port"]), path: `databases.${key}.public_port` }];
  const name = placeOf(located, ["name"]);
  return { resolved, name, namePath: `databases.${key}.name`, claims: port, origins: { ...origins, merged: located } };
}

function below(key: string, fault: Fault): Fault {
  return { ...fault, path: fault.path === "" ? `databases.${key}` : `databases.${key}.${fault.path}` };
}

/** What the engine does not have, and what does not fit together. */
function faultsOf(data: Database, located: LocatedRecord): Fault[] {
  const { fields, image, backups } = ENGINES[data.engine];
  const fault = (path: string, reason: string): Fault => ({ ...keyPlaceOf(located, [path]), path, reason });
  const foreign = Object.keys(engineFields).filter(
    (key) => find(located, [key]) !== undefined && !(fields as readonly string[]).includes(key),
  );
  return [
    ...foreign.map((key) => fault(key, `${data.engine} has no ${key}; it has ${fields.join(", ")}`)),
    ...(data.version !== undefined && data.image !== undefined
      ? [fault("version", "both a version and an image; remove one of them")]
      : []),
    ...(data.version !== undefined && image === undefined
      ? [fault("version", `it is not known which image of ${data.engine} has this version; write image`)]
      : []),
    ...(data.backups.length > 0 && !backups ? [fault("backups", `Coolify cannot back up ${data.engine}; remove the schedules`)] : []),
    ...(data.is_public === true && data.public_port === undefined ? [fault("is_public", "a public database needs its public_port")] : []),
  ];
}

/** The name of a database where the YAML says none. */
export function databaseName(prefix: string, key: string, short: string): string {
  return `${prefix}-db-${key}-${short}`;
}

function build(room: Room, key: string, data: Database): Omit<ResolvedDatabase, "storages"> {
  const { settings: engine, secrets } = settingsAndSecrets(engineFields, data);
  const image = data.version === undefined ? data.image : ENGINES[data.engine].image?.(data.version);
  const settings = argumentsOf(databaseSettings, { ...data, image });
  return {
    name: room.databases.get(key) ?? "",
    ...atCoolify(data),
    description: data.description ?? "",
    environment: room.environment.name,
    protect: room.environment.stage === "production",
    deleteData: data.delete_data,
    engine: data.engine,
    settings: { ...settings, ...(Object.keys(engine).length > 0 && { engine }) },
    secrets,
    limits: { ...NO_LIMITS, ...argumentsOf(limitFields, data.limits ?? {}) },
    backups: data.backups.map(backupOf),
    variables: resolveVariables(data.variables, room.databases),
    ...variableSettings(data.variables),
  };
}

function backupOf(backup: Database["backups"][number]): ResolvedBackup {
  return {
    frequency: backup.frequency,
    enabled: backup.enabled,
    ...(backup.s3_storage !== undefined && { s3Storage: backup.s3_storage }),
    settings: argumentsOf(backupSettings, backup),
  };
}
