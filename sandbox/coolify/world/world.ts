import type { JobRequest } from "../jobs/jobs.ts";
import type { Settings } from "../settings.ts";
import { timestamp } from "./identity.ts";
import { type Change, ownerKey, type Row, type Surroundings, Table, type TableDefinition } from "./table.ts";

/** Where changes go before an answer is sent; a state file or nowhere. */
export interface Keeper {
  write(changes: readonly Change[]): void;
  replace(snapshot: Snapshot): void;
}

/** The whole world as one document. */
export interface Snapshot {
  readonly tables: Record<string, { next: number; rows: Row[] }>;
}

// biome-ignore lint/suspicious/noExplicitAny: tables of many row types live in one map; `of` gives the type back.
type AnyTable = Table<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyDefinition = TableDefinition<any>;

/**
 * Everything the sandbox knows, in memory: one table a noun. Whatever must survive a restart is a row in a table.
 * Rows are changed through their table only, so that the journal sees every change; `commit` hands them to the keeper.
 */
export class World {
  /** Switches of the sandbox itself; see settings.ts. */
  readonly settings: Settings;
  /** Queues background work; set by the job clock. */
  queue: (job: JobRequest) => void = () => {};
  readonly #tables = new Map<string, AnyTable>();
  readonly #owned = new Map<string, { table: AnyTable; column: string; several: boolean }[]>();
  readonly #around: Surroundings;
  #changes: Change[] = [];
  #keeper: Keeper | undefined;

  constructor(definitions: readonly AnyDefinition[], settings: Settings) {
    this.settings = settings;
    this.#around = {
      now: () => this.now(),
      changed: (change) => this.#keeper && this.#changes.push(change),
      beforeRemoval: (table, row) => this.#removeOwned(table, row),
      undoable: undefined,
    };
    for (const definition of definitions) this.#tables.set(definition.name, new Table(definition, this.#around));
    for (const definition of definitions) this.#enlist(definition);
  }

  /** The rows of a table. */
  of<R extends Row>(definition: TableDefinition<R>): Table<R> {
    return this.table(definition.name) as Table<R>;
  }

  table(name: string): AnyTable {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`The sandbox has no table ${name}; list it in the tables of its noun.`);
    return table;
  }

  /** The time now, as Coolify writes it. */
  now(): string {
    return timestamp(Date.now());
  }

  /** From now on every change is kept; starts with the world as it is. */
  keepIn(keeper: Keeper): void {
    this.#keeper = keeper;
    this.#changes = [];
    keeper.replace(this.snapshot());
  }

  /** Hands the changes since the last call to the keeper, all or none of them. When it throws they are handed over again at the next. */
  commit(): void {
    if (this.#changes.length === 0) return;
    this.#keeper?.write(this.#changes);
    this.#changes = [];
  }

  /** Runs something all or nothing: when it throws, what it wrote is taken back, as a database transaction does. */
  transaction<T>(run: () => T): T {
    const outer = this.#around.undoable;
    const changes = this.#changes.length;
    const ways: (() => void)[] = [];
    this.#around.undoable = (back) => ways.push(back);
    try {
      return run();
    } catch (fault) {
      for (const back of ways.reverse()) back();
      ways.length = 0;
      this.#changes.length = changes;
      throw fault;
    } finally {
      this.#around.undoable = outer;
      for (const back of ways) outer?.(back);
    }
  }

  /** Empties every table, lets `fill` write the new world, and keeps the result as a whole. When that fails all is as before. */
  restart(fill: () => void): void {
    const before = this.snapshot();
    const pending = this.#changes;
    this.#changes = [];
    for (const table of this.#tables.values()) table.clear();
    try {
      fill();
      this.#keeper?.replace(this.snapshot());
      this.#changes = [];
    } catch (fault) {
      this.load(before);
      this.#changes = pending;
      throw fault;
    }
  }

  snapshot(): Snapshot {
    const tables: Snapshot["tables"] = {};
    for (const [name, table] of this.#tables) tables[name] = { next: table.next, rows: table.all() };
    return { tables };
  }

  /** Puts a snapshot back; tables it does not name are empty. */
  load(snapshot: Snapshot): void {
    for (const [name, table] of this.#tables) {
      const kept = snapshot.tables[name];
      table.clear(kept?.next);
      for (const row of kept?.rows ?? []) table.restore(row);
    }
  }

  /** Makes one change that the journal kept; of a table that is no more it is passed over. */
  apply(change: Change): void {
    if (typeof change[1] !== "string") throw new Error("This is no change of a table.");
    const table = this.#tables.get(change[1]);
    if (table && change[0] === "insert") table.restore(change[2]);
    else if (table && change[0] !== "insert") applyTo(table, change);
  }

  #enlist(definition: AnyDefinition): void {
    for (const { column, tables } of definition.parents ?? []) {
      for (const parent of tables) {
        const owned = this.#owned.get(parent) ?? [];
        owned.push({ table: this.table(definition.name), column, several: tables.length > 1 });
        this.#owned.set(parent, owned);
      }
    }
  }

  #removeOwned(name: string, row: Row): void {
    for (const { table, column, several } of this.#owned.get(name) ?? []) {
      for (const child of table.where(column, several ? ownerKey(name, row) : row.id)) table.remove(child);
    }
  }
}

function applyTo(table: AnyTable, change: Exclude<Change, readonly ["insert", string, Row]>): void {
  const row = table.get(change[2]);
  if (!row) return;
  if (change[0] === "update") table.rewrite(row, change[3]);
  else table.forget(row);
  if (change[0] === "last") table.restore(row);
}
