import { copyBackups } from "../backups/copy.ts";
import { type Answer, created } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import { cloneDestination, cloneInput, copyBelongings } from "../services/clone.ts";
import { fileStorages, persistentStorages } from "../storages/tables.ts";
import { validated } from "../validation/validate.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { newUuid } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { insert } from "./create.ts";
import { databaseOf } from "./lookup.ts";
import { queueStart, queueStop } from "./run.ts";
import { type DatabaseRow, databases } from "./tables.ts";

/** POST /databases/{uuid}/clone: `is_public` and its port come along unchecked (contract 12.2). */
export const clone = gated((call: Call): Answer => {
  const input = validated(call, cloneInput);
  const database = databaseOf(call, call.params.uuid);
  const { destination } = cloneDestination(call, input.destination_uuid);
  const { id, created_at, updated_at, engine, engine_id, is_starting, ...columns } = database;
  const uuid = newUuid();
  const copy = insert(call.world, engine, {
    ...columns,
    uuid,
    name: isEmpty(input.name) ? `${database.name}-clone-${uuid}` : String(input.name),
    status: "exited",
    started_at: null,
    destination_id: destination.id,
  });
  copyVolumes(call.world, database, copy);
  copyFiles(call.world, database, copy);
  copyBelongings(call.world, ownerKey(databases.name, database), ownerKey(databases.name, copy));
  copyBackups(call.world, database, copy);
  // The data is copied while the source stands still.
  if (isTruthy(input.clone_volumes)) {
    queueStop(call.world, database);
    queueStart(call.world, database);
  }
  return created({ uuid, message: "Database cloned." });
});

/** Starts of volume names that go over to the clone with its uuid instead of the old one. */
const STARTS = /^(postgres|mysql|redis|clickhouse|mariadb|mongodb|keydb|dragonfly)-data-/;

function copyVolumes(world: World, from: DatabaseRow, to: DatabaseRow): void {
  const table = world.of(persistentStorages);
  const owner = ownerKey(databases.name, to);
  for (const row of table.where("owner", owner)) table.remove(row);
  for (const { id, uuid, created_at, updated_at, owner: _, ...volume } of table.where("owner", ownerKey(databases.name, from))) {
    table.insert({ ...volume, owner, name: clonedName(volume.name, from.uuid, to.uuid) });
  }
}

function copyFiles(world: World, from: DatabaseRow, to: DatabaseRow): void {
  const table = world.of(fileStorages);
  for (const { id, uuid, created_at, updated_at, owner, ...file } of table.where("owner", ownerKey(databases.name, from))) {
    table.insert({ ...file, owner: ownerKey(databases.name, to) });
  }
}

function clonedName(name: string, from: string, to: string): string {
  const start = STARTS.exec(name)?.[0];
  if (start) return start + to;
  return name.startsWith(from) ? name.replace(from, to) : `${to}-${name}`;
}
