import type { World } from "../world/world.ts";
import { type VariableRow, variables } from "./tables.ts";

/** What makes a row of one owner the one a key stands for. Of duplicates the oldest counts (contract 5.1, "Bulk duplicates"). */
export class KeyIndex {
  readonly #rows = new Map<string, VariableRow>();

  constructor(rows: readonly VariableRow[]) {
    for (const row of rows) this.add(row);
  }

  find(key: unknown): VariableRow | undefined {
    return this.#rows.get(String(key));
  }

  add(row: VariableRow): void {
    const known = this.#rows.get(row.key);
    if (!known || row.id < known.id) this.#rows.set(row.key, row);
  }
}

export const variablesOf = (world: World, owner: string): VariableRow[] => world.of(variables).where("owner", owner);

/** @param preview Production or preview rows; leave it out for owners without previews. */
export function findVariable(world: World, owner: string, key: unknown, preview?: boolean): VariableRow | undefined {
  return new KeyIndex(variablesOf(world, owner).filter((row) => row.key === key && (preview ?? row.is_preview) === row.is_preview)).find(
    key,
  );
}

/** How the owner keys of applications begin. */
const APPLICATIONS = "applications:";

/** A variable to be: its key and the columns that differ from the defaults. */
export type NewVariable = Partial<VariableRow> & { readonly key: string };

/**
 * Adds a row. A production row of an application brings its preview twin unless one is there; the twin shows a shown-once value.
 * @param previews Keys of the owner's preview rows, for many calls in a row; kept up to date here.
 */
export function addVariable(world: World, owner: string, values: NewVariable, previews?: Set<string>): VariableRow {
  const version = world.settings.version;
  const row = world.of(variables).insert({ ...values, owner, version });
  if (!owner.startsWith(APPLICATIONS)) return row;
  if (!row.is_preview && !(previews ? previews.has(row.key) : findVariable(world, owner, row.key, true))) {
    const { key, value, is_multiline, is_literal, is_runtime, is_buildtime, comment } = row;
    const twin = { key, value, is_multiline, is_literal, is_runtime, is_buildtime, comment };
    world.of(variables).insert({ ...twin, is_preview: true, owner, version });
  }
  previews?.add(row.key);
  return row;
}

/** Copies all rows as they are, twins included: what a clone gets. */
export function copyVariables(world: World, from: string, to: string): void {
  for (const { id, uuid, created_at, updated_at, owner, ...columns } of variablesOf(world, from)) {
    world.of(variables).insert({ ...columns, owner: to });
  }
}
