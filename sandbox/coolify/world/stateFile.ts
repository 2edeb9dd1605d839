import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { StateError } from "./stateError.ts";
import type { Change } from "./table.ts";
import type { Keeper, Snapshot, World } from "./world.ts";

const FORMAT = 1;
/** The journal is folded into a new snapshot when it is this many times as long, and at least this long. */
const FACTOR = 2;
const LEAST_BYTES = 8 * 1024 * 1024;

/**
 * Keeps a world in one file: a snapshot in the first line, then one line for the changes of each request, written before
 * its answer is sent. A process killed at any moment leaves at most a half last line, which is not read.
 */
export class StateFile implements Keeper {
  readonly #path: string;
  readonly #world: World;
  #file: number | undefined;
  #snapshotBytes = 0;
  #journalBytes = 0;

  constructor(path: string, world: World) {
    this.#path = path;
    this.#world = world;
  }

  /** Reads the file into the world. False when there is none yet. @throws StateError */
  restore(): boolean {
    if (!existsSync(this.#path)) return false;
    const [first = "", ...lines] = readText(this.#path).split("\n");
    const snapshot = readSnapshot(first, this.#path);
    whole(`${this.#path} line 1`, () => this.#world.load(snapshot));
    // What follows the last line break is "" or half a line.
    for (const [index, line] of lines.slice(0, -1).entries()) {
      const place = `${this.#path} line ${index + 2}`;
      const changes = readChanges(line, place);
      whole(place, () => {
        for (const change of changes) this.#world.apply(change);
      });
    }
    return true;
  }

  /** @throws StateError when the line cannot be written; then nothing of it stays */
  write(changes: readonly Change[]): void {
    if (this.#file === undefined) return;
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    const before = fstatSync(this.#file).size;
    try {
      writeFileSync(this.#file, line);
    } catch (fault) {
      ftruncateSync(this.#file, before);
      throw StateError.ofWriting(this.#path, fault);
    }
    this.#journalBytes += line.length;
    if (this.#journalBytes > Math.max(LEAST_BYTES, FACTOR * this.#snapshotBytes)) this.#fold();
  }

  /** The new file takes the place of the old one in one step. @throws StateError, and then the old one stays */
  replace(snapshot: Snapshot): void {
    const text = Buffer.from(`${JSON.stringify({ format: FORMAT, ...snapshot })}\n`);
    const draft = `${this.#path}.new`;
    try {
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, this.#path);
    } catch (fault) {
      rmSync(draft, { force: true });
      throw StateError.ofWriting(this.#path, fault);
    }
    this.close();
    this.#file = openSync(this.#path, "a", 0o600);
    this.#snapshotBytes = text.length;
    this.#journalBytes = 0;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** A disk without room for a second copy keeps the long journal; the next attempt comes when it is as long again. */
  #fold(): void {
    try {
      this.replace(this.#world.snapshot());
    } catch {
      this.#journalBytes = 0;
    }
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new StateError(`${path} cannot be read: ${why}. Give another --state.`);
  }
}

function readSnapshot(line: string, path: string): Snapshot {
  const kept = parsed(line) as { format?: number; tables?: Snapshot["tables"] } | undefined;
  if (kept?.format === FORMAT && kept.tables && !Array.isArray(kept.tables)) return { tables: kept.tables };
  throw new StateError(`${path} is no state of the sandbox. Give another --state, or remove the file to start over.`);
}

function readChanges(line: string, place: string): Change[] {
  const changes = parsed(line);
  if (Array.isArray(changes)) return changes as Change[];
  throw damaged(place);
}

/** @throws StateError for what is JSON but none of our rows and changes */
function whole(place: string, take: () => void): void {
  try {
    take();
  } catch {
    throw damaged(place);
  }
}

const damaged = (place: string): StateError => new StateError(`${place} is damaged. Remove the file to start over.`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
