import { newUuid } from "./identity.ts";

/** What every stored thing has: a number of its own and, where Coolify shows them, a uuid and two timestamps (contract 1.8). */
export interface Row {
  readonly id: number;
  readonly uuid?: string | null;
  readonly created_at?: string | null;
  readonly updated_at?: string | null;
}

/**
 * A foreign key whose owner takes the row with it when it goes.
 * With one table the column holds its id; with several it holds `ownerKey(table, row)`, for example `applications:12`.
 */
export interface Parent {
  readonly column: string;
  readonly tables: readonly string[];
}

/** A table as data: name, columns that are looked up often, values that a new row starts with, owners. */
export interface TableDefinition<R extends Row> {
  readonly name: string;
  readonly indices?: readonly (keyof R & string)[];
  readonly defaults?: Partial<R>;
  readonly parents?: readonly Parent[];
  /** Rows carry a uuid. Default: true. */
  readonly uuids?: boolean;
  /** Rows carry created_at and updated_at. Default: true. */
  readonly timestamps?: boolean;
  readonly row?: R;
}

/** Declares a table; `world.of(definition)` then gives its rows, typed. */
export function defineTable<R extends Row>(definition: TableDefinition<R>): TableDefinition<R> {
  return definition;
}

/** The value of a column that may point into several tables, such as `applications:12`. */
export function ownerKey(table: string, row: { readonly id: number }): string {
  return `${table}:${row.id}`;
}

/** One change of one table, as the journal keeps it: insert, update, remove, move to the end of the list. */
export type Change =
  | readonly ["insert", string, Row]
  | readonly ["update", string, number, Record<string, unknown>]
  | readonly ["remove", string, number]
  | readonly ["last", string, number];

/** What a table needs from the world it lives in. */
export interface Surroundings {
  now(): string;
  changed(change: Change): void;
  beforeRemoval(table: string, row: Row): void;
  /** Given the way back of a change while somebody may want to go it. */
  undoable: ((back: () => void) => void) | undefined;
}

type Stored = Record<string, unknown> & Row;

/** The rows of one noun, in the order of their creation, found by id, uuid or an indexed column. */
export class Table<R extends Row> {
  readonly definition: TableDefinition<R>;
  readonly #around: Surroundings;
  readonly #rows = new Map<number, R>();
  readonly #byUuid = new Map<string, R>();
  readonly #indices = new Map<string, Map<unknown, Set<R>>>();
  #next = 1;

  constructor(definition: TableDefinition<R>, around: Surroundings) {
    this.definition = definition;
    this.#around = around;
    for (const column of definition.indices ?? []) this.#indices.set(column, new Map());
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The number that the next row gets; numbers of removed rows are not given again. */
  get next(): number {
    return this.#next;
  }

  all(): R[] {
    return [...this.#rows.values()];
  }

  get(id: number | null | undefined): R | undefined {
    return id == null ? undefined : this.#rows.get(id);
  }

  byUuid(uuid: unknown): R | undefined {
    return typeof uuid === "string" ? this.#byUuid.get(uuid) : undefined;
  }

  /** Rows whose column has this value; quick for indexed columns. */
  where<K extends keyof R & string>(column: K, value: R[K]): R[] {
    const index = this.#indices.get(column);
    if (index) return [...(index.get(value) ?? [])];
    return this.all().filter((row) => row[column] === value);
  }

  first<K extends keyof R & string>(column: K, value: R[K]): R | undefined {
    const index = this.#indices.get(column);
    if (index) return index.get(value)?.values().next().value;
    for (const row of this.#rows.values()) if (row[column] === value) return row;
    return undefined;
  }

  /** Adds a row. Missing: next id, a fresh uuid, the time, the table's defaults. */
  insert(values: Partial<R>): R {
    const { uuids = true, timestamps = true, defaults, name } = this.definition;
    const now = timestamps ? this.#around.now() : undefined;
    const row = {
      ...defaults,
      ...values,
      id: values.id ?? this.#next,
      ...(uuids ? { uuid: values.uuid ?? newUuid() } : {}),
      ...(timestamps ? { created_at: values.created_at ?? now, updated_at: values.updated_at ?? now } : {}),
    } as unknown as R;
    this.restore(row);
    this.#around.undoable?.(() => this.forget(row));
    this.#around.changed(["insert", name, row]);
    return row;
  }

  /** Changes columns of a row in place. `updated_at` moves only when a value differs, as with Eloquent. Answers whether one did. */
  update(row: R, changes: Partial<R>, options: { touch?: boolean } = {}): boolean {
    const differing = Object.entries(changes).filter(([column, value]) => !same((row as unknown as Stored)[column], value));
    if (differing.length === 0) return false;
    const written: Record<string, unknown> = Object.fromEntries(differing);
    if ((this.definition.timestamps ?? true) && options.touch !== false && !("updated_at" in written))
      written.updated_at = this.#around.now();
    this.#around.undoable?.(this.#backTo(row, Object.keys(written)));
    this.rewrite(row, written);
    this.#around.changed(["update", this.definition.name, row.id, written]);
    return true;
  }

  /** Removes a row and, before it, the rows that it owns. */
  remove(row: R): void {
    if (!this.#rows.has(row.id)) return;
    this.#around.beforeRemoval(this.definition.name, row);
    this.forget(row);
    this.#around.undoable?.(() => this.restore(row));
    this.#around.changed(["remove", this.definition.name, row.id]);
  }

  /** Puts a row at the end of every list: what the database does to a renamed environment (contract 1.8). */
  moveToEnd(row: R): void {
    this.forget(row);
    this.restore(row);
    this.#around.changed(["last", this.definition.name, row.id]);
  }

  /** Puts a row in without telling the journal: for reading a state back. */
  restore(row: R): void {
    this.#rows.set(row.id, row);
    if (row.uuid) this.#byUuid.set(row.uuid, row);
    for (const column of this.#indices.keys()) this.#enter(column, row);
    if (row.id >= this.#next) this.#next = row.id + 1;
  }

  /** Changes a row without telling the journal. */
  rewrite(row: R, written: Record<string, unknown>): void {
    const moved = Object.keys(written).filter((column) => this.#indices.has(column));
    for (const column of moved) this.#leave(column, row);
    if ("uuid" in written && row.uuid) this.#byUuid.delete(row.uuid);
    Object.assign(row, written);
    if ("uuid" in written && row.uuid) this.#byUuid.set(row.uuid, row);
    for (const column of moved) this.#enter(column, row);
  }

  /** Takes a row out without telling the journal. */
  forget(row: R): void {
    this.#rows.delete(row.id);
    if (row.uuid) this.#byUuid.delete(row.uuid);
    for (const column of this.#indices.keys()) this.#leave(column, row);
  }

  /** Empties the table. Ids start again at `next`. */
  clear(next = 1): void {
    this.#rows.clear();
    this.#byUuid.clear();
    for (const index of this.#indices.values()) index.clear();
    this.#next = next;
  }

  #backTo(row: R, columns: string[]): () => void {
    const before = Object.fromEntries(columns.map((column) => [column, (row as unknown as Stored)[column]]));
    return () => this.rewrite(row, before);
  }

  #enter(column: string, row: R): void {
    const index = this.#indices.get(column);
    const value = (row as unknown as Stored)[column];
    const rows = index?.get(value);
    if (rows) rows.add(row);
    else index?.set(value, new Set([row]));
  }

  #leave(column: string, row: R): void {
    const index = this.#indices.get(column);
    const value = (row as unknown as Stored)[column];
    const rows = index?.get(value);
    rows?.delete(row);
    if (rows?.size === 0) index?.delete(value);
  }
}

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
