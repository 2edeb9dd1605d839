import * as pulumi from "@pulumi/pulumi";
import type { ResolvedDatabase } from "../config/resolved.ts";
import { Database, DatabaseBackup, type DatabaseBackupArgs, DatabaseDeployment } from "../providers/coolify/resources.ts";
import { databaseFingerprint } from "./fingerprint.ts";
import { names, stampOf } from "./names.ts";
import type { Place } from "./place.ts";
import { databaseSettings } from "./settings.ts";

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
  const { name, description, environment, protect } = resolved;
  const { coolify, project, server, destination } = place;
  const shared = { coolify, owner: project.owner };
  const settings = databaseSettings(resolved, place);
  const home = place.environments.get(environment);
  const database = new Database(
    names.database(name),
    {
      ...settings,
      ...shared,
      stamp: stampOf(place.stack, name),
      project: project.uuid,
      environment,
      server,
      destination,
      name,
      description,
    },
    { parent, protect, dependsOn: home ? [home] : [] },
  );
  place.databases.set(name, database);
  const inside = { parent, protect, deletedWith: database };
  const backups = resolved.backups.map(({ settings: own, frequency, enabled, s3Storage }, index) => {
    const schedule = { ...own, ...shared, database: database.uuid, frequency, enabled, s3Storage, deleteData: resolved.deleteData };
    return new DatabaseBackup(names.databaseBackup(name, index), schedule as DatabaseBackupArgs, inside);
  });
  const deployment = new DatabaseDeployment(
    names.deployment(name),
    { ...shared, database: database.uuid, name, fingerprint: pulumi.output(settings).apply(databaseFingerprint) },
    { parent, deletedWith: database },
  );
  return { resolved, database, deployment, written: [database, ...backups] };
}
