import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { underLock } from "./lock.ts";
import { Queue } from "./queue.ts";
import { type Heard, heard, kept, newWindow, type RateWindow, reserve } from "./window.ts";

/** Who asks for room. */
export interface Asking {
  /** A question whether something has ended: it gives way to everything else. */
  isPoll?: boolean;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

/** What the client needs of a limiter. */
export interface Limiter {
  /** Resolves when one request may be sent. @throws UserError at once when the signal is given */
  admit(asking?: Asking): Promise<void>;
  /** To be called for every request that was admitted, with what its answer said (nothing when there was none). */
  answered(said: Omit<Heard, "underWay">): Promise<void>;
}

const WINDOW_SECONDS = 60;

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never made.
  }
}

/**
 * The budget of one token, shared by all processes of this machine through a small file under a lock (decision 24). A file that is
 * missing, cut or nonsense is a new window: the server's answer corrects it. Who came first goes first, polls last.
 */
export class SharedLimiter implements Limiter {
  readonly #file: string;
  readonly #length: number;
  readonly #queue = new Queue();
  #underWay = 0;
  #isServing = false;
  /** Requests of this process ask one after the other, so that they do not fight for the lock. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param folder where the files of all tokens lie
   * @param key digest of the token; never the token
   * @param windowSeconds Coolify's is 60
   */
  constructor(folder: string, key: string, windowSeconds = WINDOW_SECONDS) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
      // As with a full disk, below.
    }
    this.#file = path.join(folder, `${key.slice(0, 16)}.json`);
    this.#length = windowSeconds * 1000;
  }

  admit({ isPoll = false, signal }: Asking = {}): Promise<void> {
    const mine = this.#queue.enter(isPoll, signal);
    void this.#serve();
    return mine;
  }

  /** Lets in one after the other, as long as somebody waits. */
  async #serve(): Promise<void> {
    if (this.#isServing) return;
    this.#isServing = true;
    while (this.#queue.length > 0) {
      const onlyPolls = this.#queue.onlyPolls;
      const wait = await this.#reserve(onlyPolls);
      if (wait > 0) await this.#queue.wait(Math.min(wait, this.#length), onlyPolls);
      else if (this.#queue.letIn()) this.#underWay++;
      else await this.#change((state) => [{ ...state, remaining: Math.min(state.remaining + 1, state.limit) }, undefined]);
    }
    this.#isServing = false;
  }

  #reserve(isPoll: boolean): Promise<number> {
    return this.#change((state, now) => {
      const asked = reserve(state, now, this.#length, isPoll ? kept(state.limit) : 0);
      return [asked.state, asked.wait];
    });
  }

  async answered(said: Omit<Heard, "underWay">): Promise<void> {
    this.#underWay--;
    if (said.remaining === undefined && said.retryAfterSeconds === undefined && !said.silent) return;
    await this.#change((state, now) => [heard(state, now, this.#length, { ...said, underWay: this.#underWay }), undefined]);
  }

  #change<Result>(work: (state: RateWindow, now: number) => [RateWindow, Result]): Promise<Result> {
    const mine = this.#turn.then(() =>
      underLock(`${this.#file}.lock`, () => {
        const now = Date.now();
        const [state, result] = work(this.#read(now), now);
        this.#write(state);
        return result;
      }),
    );
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #read(now: number): RateWindow {
    try {
      const state = JSON.parse(readFileSync(this.#file, "utf8")) as RateWindow;
      const numbers = [state.since, state.limit, state.remaining, state.blockedUntil];
      // A limit of nothing would never let the request through whose answer corrects it.
      return numbers.every(Number.isFinite) && state.limit >= 1 ? state : newWindow(now);
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
