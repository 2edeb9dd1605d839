import { type CoolifyClient, fill } from "./client.ts";
import type { Route, Wire } from "./kind.ts";

/** The rows of an answer. Coolify gives some lists as an object whose keys are positions (contract 8.3). */
export function rowsOf(answer: unknown): Wire[] {
  const values = Array.isArray(answer) ? answer : typeof answer === "object" && answer !== null ? Object.values(answer) : [];
  return values.filter((row): row is Wire => typeof row === "object" && row !== null);
}

/**
 * Lists that many resources need, read once a process: whoever comes while a list is under way waits for the same answer.
 * An own creation does not outdate a list (nobody else looks for the same stamp or name), an own deletion does.
 */
export class Lists {
  readonly #client: CoolifyClient;
  readonly #kept = new Map<string, Promise<Wire[]>>();

  constructor(client: CoolifyClient) {
    this.#client = client;
  }

  /** From memory where it was read before. */
  get(route: Route, params: Readonly<Record<string, unknown>> = {}): Promise<Wire[]> {
    const key = fill(route, params);
    const kept = this.#kept.get(key) ?? this.fresh(route, params);
    return kept;
  }

  /** From Coolify, for all who ask from now on. */
  fresh(route: Route, params: Readonly<Record<string, unknown>> = {}): Promise<Wire[]> {
    const key = fill(route, params);
    const read = this.#client.request(route, { params }).then(rowsOf);
    this.#kept.set(key, read);
    // A failed read is nobody's answer later on.
    read.catch(() => this.#kept.delete(key));
    return read;
  }

  /** To be called after a deletion. */
  forget(route: Route, params: Readonly<Record<string, unknown>> = {}): void {
    this.#kept.delete(fill(route, params));
  }
}
