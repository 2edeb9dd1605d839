import * as pulumi from "@pulumi/pulumi";
import type { ResolvedDatabase } from "../config/resolved.ts";
import {
  Database,
  DatabaseBackup,
  type DatabaseBackupArgs,
  DatabaseDeployment,
  DatabaseVariables,
} from "../providers/coolify/resources.ts";
import { databaseFingerprint } from "./fingerprint.ts";
import { names } from "./names.ts";
import type { Place } from "./place.ts";
import { placed } from "./placed.ts";
import { databaseSettings } from "./settings.ts";
import { storagesOf } from "./storages.ts";
import { inputsOf } from "./values.ts";
import { rowsOf } from "./variableRows.ts";

/** A database that is there and runs. */
export interface RunningDatabase {
  resolved: ResolvedDatabase;
  database: Database;
  /** Its first start, and each that a change needs: whoever uses the database waits for it (DB-8). */
  deployment: pulumi.Resource;
  /** Whatever else belongs to it. */
  written: pulumi.Resource[];
}

/** Creates a database with its backups as children of `parent`, starts it, and enters it where values look it up. */
export function databaseOf(parent: pulumi.Resource, resolved: ResolvedDatabase, place: Place): RunningDatabase {
  const { name, protect } = resolved;
  const { shared, identity, dependsOn } = placed(resolved, place);
  const settings = databaseSettings(resolved, place);
  const database = new Database(names.database(name), { ...settings, ...identity }, { parent, protect, dependsOn });
  place.databases.set(name, database);
  const inside = { parent, protect, deletedWith: database };
  const backups = resolved.backups.map(({ settings: own, frequency, enabled, s3Storage }, index) => {
    const schedule = { ...own, ...shared, database: database.uuid, frequency, enabled, s3Storage, deleteData: resolved.deleteData };
    return new DatabaseBackup(names.databaseBackup(name, index), schedule as DatabaseBackupArgs, inside);
  });
  const at = { ...shared, database: database.uuid };
  const values = inputsOf(resolved.variables, place);
  const rows = rowsOf(values, undefined, resolved.variableSettings);
  const variables = Object.keys(rows).length > 0 ? [new DatabaseVariables(names.variables(name), { ...at, variables: rows }, inside)] : [];
  const written = [database, ...variables, ...storagesOf(resolved, at, inside, place)];
  const deployment = new DatabaseDeployment(
    names.deployment(name),
    {
      ...at,
      name,
      fingerprint: pulumi.output({ settings, values }).apply((given) => databaseFingerprint(given.settings, resolved, given.values)),
    },
    { parent, deletedWith: database, dependsOn: written },
  );
  return { resolved, database, deployment, written: [...written, ...backups] };
}
