import type { ApplicationRow } from "../applications/tables.ts";
import { type DatabaseRow, databases } from "../databases/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { addVariable, findVariable } from "./own.ts";

/** Rows that a new application starts with, by build pack (contract 5.2, last paragraphs). */
const BY_BUILD_PACK: Readonly<Record<string, Readonly<Record<string, string>>>> = { nixpacks: { NIXPACKS_NODE_VERSION: "22" } };

/** Gives a new application the rows of its build pack, with twins. To be called at create only: a later change adds and removes none. */
export function addBuildPackVariables(world: World, application: ApplicationRow): void {
  for (const [key, value] of Object.entries(BY_BUILD_PACK[application.build_pack] ?? {})) {
    addVariable(world, ownerKey("applications", application), { key, value, is_runtime: false });
  }
}

/** Rows that come back at the next read of a database of that engine when they were deleted. */
const RESTORED: Readonly<Record<string, Readonly<Record<string, string>>>> = { redis: { REDIS_USERNAME: "default" } };

/** To be called whenever a database is read. */
export function restoreVariables(world: World, database: DatabaseRow): void {
  const owner = ownerKey(databases.name, database);
  for (const [key, value] of Object.entries(RESTORED[database.engine] ?? {})) {
    if (!findVariable(world, owner, key)) addVariable(world, owner, { key, value });
  }
}
