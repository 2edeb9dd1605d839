import type { CoolifyClient } from "./client.ts";
import type { Reading, Wire } from "./kind.ts";
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

/** How long a list counts as current for reads that follow each other, in milliseconds: a refresh of many rows asks for it once. */
const CURRENT = 5000;

const keyOf = (reading: Reading, params: Params) => fill(reading, params) + queryOf(reading);

/**
 * Lists that many resources need, read once a process: whoever comes while a list is under way waits for the same answer.
 * An own creation does not outdate a list (nobody else looks for the same stamp or name), an own deletion does.
 */
export class Lists {
  readonly #client: CoolifyClient;
  readonly #kept = new Map<string, Kept>();

  constructor(client: CoolifyClient) {
    this.#client = client;
  }

  /** From memory where it was read before. */
  get(reading: Reading, params: Params = {}): Promise<Wire[]> {
    return this.#rows(reading, this.#kept.get(keyOf(reading, params)) ?? this.#read(reading, params));
  }

  /** As it is now: from memory only where it was read a moment ago and this process has written nothing since. */
  current(reading: Reading, params: Params = {}): Promise<Wire[]> {
    const kept = this.#kept.get(keyOf(reading, params));
    const isCurrent = kept && kept.writes === this.#client.writes && Date.now() - kept.at < CURRENT;
    return this.#rows(reading, isCurrent ? kept : this.#read(reading, params));
  }

  /** From Coolify, for all who ask from now on. */
  fresh(reading: Reading, params: Params = {}): Promise<Wire[]> {
    return this.#rows(reading, this.#read(reading, params));
  }

  /** To be called after a deletion. */
  forget(reading: Reading, params: Params = {}): void {
    this.#kept.delete(keyOf(reading, params));
  }

  #read(reading: Reading, params: Params): Kept {
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
