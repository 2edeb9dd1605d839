import type { DatabaseRow } from "../databases/tables.ts";
import type { World } from "../world/world.ts";
import { scheduledBackups } from "./tables.ts";

/** The configurations of a database for its clone. */
export function copyBackups(world: World, from: DatabaseRow, to: DatabaseRow): void {
  for (const { id, uuid, created_at, updated_at, ...columns } of world.of(scheduledBackups).where("database", from.id)) {
    world.of(scheduledBackups).insert({ ...columns, database: to.id, database_id: to.engine_id });
  }
}
