import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT, Failure } from "../failure.ts";

/** Least room on the disk of a file backend, in bytes: Pulumi writes the whole state at every step, and keeps the one before. */
const ROOM = 4 * 1024 * 1024;

/** How many times the state has to fit besides: itself, the one before it, a copy while it is written, the history's. */
const COPIES = 4;

/**
 * The last good state of a stack in a file backend, kept apart from the backend (0600 in `<home>/states`): a full disk leaves Pulumi
 * with a state and a `.bak` that are both cut off (facts of Pulumi, 16.9). Other backends write all of a state or nothing.
 */
export class KeptState {
  readonly #state: string | undefined;
  readonly #kept: string;

  constructor(home: string, backendUrl: string, project: string, stack: string) {
    // The same stack in another backend is another one.
    const backend = createHash("sha256").update(backendUrl).digest("hex").slice(0, 8);
    this.#kept = path.join(home, "states", `${stack}-${backend}.json`);
    this.#state = backendUrl.startsWith("file://")
      ? path.join(fileURLToPath(backendUrl), ".pulumi", "stacks", project, `${stack}.json`)
      : undefined;
  }

  /** Tells whether anybody has changed the state since; undefined where this machine cannot see it. */
  digest(): string | undefined {
    if (this.#state === undefined || !existsSync(this.#state)) return undefined;
    return createHash("sha256").update(readFileSync(this.#state)).digest("hex");
  }

  /** There is surely no such stack; false as well where this machine cannot see it. */
  isMissing(): boolean {
    return this.#state !== undefined && !existsSync(this.#state);
  }

  /** @throws Failure when the disk has so little room that the state may be cut off */
  requireRoom(): void {
    if (this.#state === undefined) return;
    const folder = firstExisting(path.dirname(this.#state));
    const { bavail, bsize } = statfsSync(folder);
    const size = existsSync(this.#state) ? statSync(this.#state).size : 0;
    if (bavail * bsize >= ROOM + COPIES * size) return;
    throw new Failure(
      EXIT.unexpected,
      `The disk is nearly full: Pulumi's state in ${folder} needs ${megabytes(ROOM + COPIES * size)}, and ${megabytes(bavail * bsize)} are free.`,
      "Make room there and run the same command again. Nothing was begun.",
    );
  }

  /** Remembers the state if it is whole. Where that is impossible, as on a full disk, the one before stays. */
  keep(): void {
    if (this.#state === undefined || !isWhole(this.#state)) return;
    const fresh = `${this.#kept}.new`;
    try {
      mkdirSync(path.dirname(this.#kept), { recursive: true, mode: 0o700 });
      copyFileSync(this.#state, fresh);
      chmodSync(fresh, 0o600);
      if (isWhole(fresh)) renameSync(fresh, this.#kept);
    } catch {
      rmSync(fresh, { recursive: true, force: true });
    }
  }

  /**
   * Puts the kept state where the backend's does not parse. One that is gone altogether is not brought back: whoever removed it meant it,
   * and what it knew is found again by its mark.
   *
   * @returns whether it did
   */
  putBack(): boolean {
    if (this.#state === undefined || !existsSync(this.#state) || isWhole(this.#state) || !isWhole(this.#kept)) return false;
    copyFileSync(this.#kept, `${this.#state}.mended`);
    renameSync(`${this.#state}.mended`, this.#state);
    rmSync(`${this.#state}.bak`, { force: true });
    return true;
  }
}

/** All of it is there: a file that was cut off does not parse. */
export function isWhole(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

function firstExisting(folder: string): string {
  return existsSync(folder) ? folder : firstExisting(path.dirname(folder));
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
