import type { CoolifyClient } from "./client.ts";
import type { Reading, Route, Wire } from "./kind.ts";
import { fill, queryOf } from "./path.ts";
import { rowsOf } from "./rows.ts";

type Params = Readonly<Record<string, unknown>>;

interface Kept {
  readonly answer: Promise<unknown>;
  /** When it was asked for, in milliseconds since 1970. */
  readonly at: number;
  /** Writes of this process that had ended then. */
  readonly writes: number;
}

/** How long a list counts as current for questions that follow each other, in milliseconds. */
const CURRENT = 5000;
/** The same for a refresh, which takes as long to read all that there is. */
const REFRESH = 30_000;

const keyOf = (reading: Route, params: Params) => fill(reading, params) + queryOf(reading);

/**
 * Lists that many resources need, read once a process: whoever comes while a list is under way waits for the same answer.
 * An own creation does not outdate a list (nobody else looks for the same stamp or name), an own deletion does.
 */
export class Lists {
  readonly #client: CoolifyClient;
  readonly #kept = new Map<string, Kept>();
  readonly #failed = new Set<string>();
  /** When single objects of a list were asked for lately. */
  readonly #asked = new Map<string, number[]>();

  constructor(client: CoolifyClient) {
    this.#client = client;
  }

  /** Takes over an answer that was read elsewhere for this very run. */
  know(reading: Reading, { answer, at }: { answer: unknown; at: number }): void {
    this.#kept.set(keyOf(reading, {}), { answer: Promise.resolve(answer), at, writes: this.#client.writes });
  }

  /** From memory where it was read before. */
  get(reading: Reading, params: Params = {}): Promise<Wire[]> {
    return this.#rows(reading, this.#kept.get(keyOf(reading, params)) ?? this.#read(reading, params));
  }

  /** As it is now: from memory only where it was read a moment ago and this process has written nothing since. */
  current(reading: Reading, params: Params = {}): Promise<Wire[]> {
    return this.#rows(reading, this.#current(reading, params, CURRENT) ?? this.#read(reading, params));
  }

  /** As `current`, for a refresh. */
  refreshed(reading: Reading, params: Params = {}): Promise<Wire[]> {
    return this.#rows(reading, this.#current(reading, params, REFRESH) ?? this.#read(reading, params));
  }

  /** One object, for a refresh. */
  one(route: Route, params: Params = {}): Promise<unknown> {
    return (this.#current(route, params, REFRESH) ?? this.#read(route, params)).answer;
  }

  /**
   * As `refreshed`, for somebody who needs a single row of it: nothing as long as fewer than `from` asked for one a moment ago, because so
   * few are read singly. A list that failed is not asked for again.
   */
  async shared(reading: Reading, params: Params, from: number): Promise<Wire[] | undefined> {
    const kept = this.#current(reading, params, REFRESH);
    if (kept) return this.#rows(reading, kept);
    const [key, now] = [keyOf(reading, params), Date.now()];
    const asked = [...(this.#asked.get(key) ?? []).filter((at) => now - at < CURRENT), now];
    this.#asked.set(key, asked);
    if (asked.length < from || this.#failed.has(key)) return undefined;
    const read = this.#read(reading, params);
    read.answer.catch(() => this.#failed.add(key));
    return this.#rows(reading, read);
  }

  /** From Coolify, for all who ask from now on. */
  fresh(reading: Reading, params: Params = {}): Promise<Wire[]> {
    return this.#rows(reading, this.#read(reading, params));
  }

  /** To be called after a deletion. */
  forget(reading: Reading, params: Params = {}): void {
    this.#kept.delete(keyOf(reading, params));
  }

  #current(route: Route, params: Params, longest: number): Kept | undefined {
    const kept = this.#kept.get(keyOf(route, params));
    return kept && kept.writes === this.#client.writes && Date.now() - kept.at < longest ? kept : undefined;
  }

  #read(reading: Route, params: Params): Kept {
    const key = keyOf(reading, params);
    const kept: Kept = { answer: this.#client.request(reading, { params }), at: Date.now(), writes: this.#client.writes };
    this.#kept.set(key, kept);
    // A failed read is nobody's answer later on.
    kept.answer.catch(() => this.#kept.get(key) === kept && this.#kept.delete(key));
    return kept;
  }

  async #rows({ rows = rowsOf }: Reading, { answer }: Kept): Promise<Wire[]> {
    return rows(await answer);
  }
}
