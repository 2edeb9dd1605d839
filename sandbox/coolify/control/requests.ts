/** One answered request, as `GET /__sandbox/requests` lists it. */
export interface RequestRecord {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  /** 0 when a fault left it without an answer. */
  readonly status: number;
  readonly milliseconds: number;
  readonly query?: string;
  readonly unhandled?: true;
  /** The fault rule that touched it. */
  readonly fault?: string;
}

/** So many are kept; the oldest tenth goes when there are more. */
const MOST = 50_000;

/** The requests since the start or the last DELETE, in the order of their answers. */
export class RequestLog {
  #records: RequestRecord[] = [];

  add(record: RequestRecord): void {
    if (this.#records.length >= MOST) this.#records = this.#records.slice(MOST / 10);
    this.#records.push(record);
  }

  list(): readonly RequestRecord[] {
    return this.#records;
  }

  clear(): void {
    this.#records = [];
  }
}
