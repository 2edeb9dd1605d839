import type { CoolifyClient } from "../client.ts";
import { pause, unlessStopped } from "../deadline.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Reading } from "../kind.ts";
import { forAll, operationSignal } from "../operation.ts";
import type { Pace } from "../pace.ts";
import { rowsOf } from "../rows.ts";

interface Waiting {
  type: string;
  since: number;
  done(): void;
  fail(error: unknown): void;
}

/** Waits for deletions that Coolify does in the background: one list for all that wait, whatever their number. */
export class Gone {
  readonly #client: CoolifyClient;
  readonly #pace: Pace;
  /** By path of the list, then by uuid. */
  readonly #waiting = new Map<string, Map<string, Waiting>>();

  constructor(client: CoolifyClient, pace: Pace) {
    this.#client = client;
    this.#pace = pace;
  }

  /** Whether a deletion that this process asked for is still being done. */
  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Resolves when the object is in its list no more. @throws UserError when that takes too long */
  wait(type: string, list: Reading, uuid: string): Promise<void> {
    const others = this.#waiting.get(list.path);
    const waiting = others ?? new Map<string, Waiting>();
    this.#waiting.set(list.path, waiting);
    const result = new Promise<void>((done, fail) => waiting.set(uuid, { type, since: Date.now(), done, fail }));
    if (!others) void forAll(() => this.#poll(list, waiting));
    // The deletion goes on at Coolify; the next run finds it done.
    return unlessStopped(result, operationSignal());
  }

  async #poll(list: Reading, waiting: Map<string, Waiting>): Promise<void> {
    let length = this.#pace.pollFirst;
    while (waiting.size > 0) {
      await pause(length);
      length = Math.min(length * 1.5, this.#pace.pollMost);
      try {
        const rows = (list.rows ?? rowsOf)(await this.#client.request(list, { purpose: "poll" }));
        this.#settle(waiting, new Set(rows.map((row) => row.uuid)));
      } catch (error) {
        for (const one of waiting.values()) one.fail(error);
        waiting.clear();
      }
    }
    this.#waiting.delete(list.path);
  }

  #settle(waiting: Map<string, Waiting>, present: ReadonlySet<unknown>): void {
    for (const [uuid, one] of waiting) {
      const late = Date.now() - one.since > this.#pace.deletion;
      if (present.has(uuid) && !late) continue;
      waiting.delete(uuid);
      if (present.has(uuid)) one.fail(tooLate(one.type, uuid, this.#pace));
      else one.done();
    }
  }
}

const tooLate = (type: string, uuid: string, pace: Pace) =>
  new UserError(
    `Coolify took the deletion of ${type} ${uuid} but has not done it in ${Math.round(pace.deletion / 60_000)} minutes. Look whether its queue is running, then run the same command again.`,
    EXIT.timeout,
  );
