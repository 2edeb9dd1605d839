import { setTimeout as sleep } from "node:timers/promises";
import type { CoolifyClient } from "../client.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Kind } from "../kind.ts";
import { rowsOf } from "../lists.ts";
import type { Pace } from "../pace.ts";

interface Waiting {
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
  wait(kind: Kind, uuid: string): Promise<void> {
    const key = kind.adopt.list.path;
    const others = this.#waiting.get(key);
    const waiting = others ?? new Map<string, Waiting>();
    this.#waiting.set(key, waiting);
    const result = new Promise<void>((done, fail) => waiting.set(uuid, { since: Date.now(), done, fail }));
    if (!others) void this.#poll(kind, waiting);
    return result;
  }

  async #poll(kind: Kind, waiting: Map<string, Waiting>): Promise<void> {
    let pause = this.#pace.pollFirst;
    while (waiting.size > 0) {
      await sleep(pause);
      pause = Math.min(pause * 1.5, this.#pace.pollMost);
      try {
        const rows = rowsOf(await this.#client.request(kind.adopt.list, { purpose: "poll" }));
        this.#settle(kind, waiting, new Set(rows.map((row) => row.uuid)));
      } catch (error) {
        for (const one of waiting.values()) one.fail(error);
        waiting.clear();
      }
    }
    this.#waiting.delete(kind.adopt.list.path);
  }

  #settle(kind: Kind, waiting: Map<string, Waiting>, present: ReadonlySet<unknown>): void {
    for (const [uuid, one] of waiting) {
      const late = Date.now() - one.since > this.#pace.deletion;
      if (present.has(uuid) && !late) continue;
      waiting.delete(uuid);
      if (present.has(uuid)) one.fail(tooLate(kind, uuid, this.#pace));
      else one.done();
    }
  }
}

const tooLate = (kind: Kind, uuid: string, pace: Pace) =>
  new UserError(
    `Coolify took the deletion of ${kind.type} ${uuid} but has not done it in ${Math.round(pace.deletion / 60_000)} minutes. Look whether its queue is running, then run the same command again.`,
    EXIT.timeout,
  );
