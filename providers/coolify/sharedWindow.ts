import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive, underLock } from "./lock.ts";
import { isRecord } from "./values.ts";
import { newWindow, type RateWindow } from "./window.ts";

type Change = (state: RateWindow, now: number) => RateWindow;

/** Without what processes had under way that are gone. */
const ofTheLiving = (underWay: unknown): Record<string, number> =>
  isRecord(underWay)
    ? Object.fromEntries(
        Object.entries(underWay).flatMap(([who, count]) => (Number(count) > 0 && isAlive(Number(who)) ? [[who, Number(count)]] : [])),
      )
    : {};

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never made.
  }
}

/**
 * A window in a small file under a lock, for all processes of this machine. A file that is missing, cut or nonsense is a new window: the
 * server's answer corrects it.
 */
export class SharedWindow {
  readonly #file: string;
  #changes: Change[] = [];
  #turn: Promise<void> | undefined;

  constructor(folder: string, name: string) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
      // As with a full disk, below.
    }
    this.#file = path.join(folder, name);
  }

  /** Changes of this process that come while the lock is waited for are done together, so that they do not fight for it. */
  async change<Result>(work: (state: RateWindow, now: number) => [RateWindow, Result]): Promise<Result> {
    const results: Result[] = [];
    this.#changes.push((before, now) => {
      const [state, result] = work(before, now);
      results.push(result);
      return state;
    });
    while (results.length === 0) {
      this.#turn ??= this.#flush();
      await this.#turn;
    }
    return results[0] as Result;
  }

  async #flush(): Promise<void> {
    try {
      await underLock(`${this.#file}.lock`, () => {
        const [now, changes] = [Date.now(), this.#changes];
        this.#changes = [];
        this.#write(changes.reduce((state, change) => change(state, now), this.#read(now)));
      });
    } finally {
      this.#turn = undefined;
    }
  }

  #read(now: number): RateWindow {
    try {
      const state = JSON.parse(readFileSync(this.#file, "utf8")) as RateWindow;
      const numbers = [state.since, state.limit, state.remaining, state.blockedUntil, state.least];
      // A limit of nothing would never let the request through whose answer corrects it.
      return numbers.every(Number.isFinite) && state.limit >= 1 ? { ...state, underWay: ofTheLiving(state.underWay) } : newWindow(now);
    } catch {
      return newWindow(now);
    }
  }

  /** Written aside and renamed: a process that is killed here leaves the old state, not half of the new one. */
  #write(state: RateWindow): void {
    const aside = `${this.#file}.${process.pid}`;
    try {
      writeFileSync(aside, JSON.stringify(state), { mode: 0o600 });
      renameSync(aside, this.#file);
    } catch {
      // No room on the disk: every process counts for itself, and the server refuses what is too much.
      discard(aside);
    }
  }
}
