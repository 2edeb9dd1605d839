import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "./deadline.ts";

interface Waiting<Ticket> {
  go(ticket: Ticket): void;
}

/** Those who wait for room: in the order in which they came, polls behind all others. */
export class Queue<Ticket> {
  readonly #calls = new Set<Waiting<Ticket>>();
  readonly #polls = new Set<Waiting<Ticket>>();
  #change = new AbortController();

  get length(): number {
    return this.#calls.size + this.#polls.size;
  }

  /** How many come before all others: the calls, or the polls where there are no calls. */
  get front(): number {
    return this.#calls.size || this.#polls.size;
  }

  get onlyPolls(): boolean {
    return this.#calls.size === 0;
  }

  /** Resolves with the ticket when it is let in. @throws UserError at once when the signal is given: it is then in the queue no more */
  enter(isPoll: boolean, signal: AbortSignal | undefined): Promise<Ticket> {
    const line = isPoll ? this.#polls : this.#calls;
    return new Promise((done, fail) => {
      if (signal?.aborted) return fail(reasonOf(signal));
      const leave = () => {
        line.delete(waiting);
        if (this.length === 0) this.#change.abort();
        if (signal) fail(reasonOf(signal));
      };
      const waiting: Waiting<Ticket> = {
        go: (ticket) => {
          signal?.removeEventListener("abort", leave);
          done(ticket);
        },
      };
      line.add(waiting);
      signal?.addEventListener("abort", leave, { once: true });
      if (!isPoll && this.#calls.size === 1) this.#change.abort();
    });
  }

  /** Lets in whoever is next. @returns whether somebody was still there */
  letIn(ticket: Ticket): boolean {
    for (const line of [this.#calls, this.#polls])
      for (const waiting of line) {
        line.delete(waiting);
        waiting.go(ticket);
        return true;
      }
    return false;
  }

  /** Waits so many milliseconds; less when the first call joins the polls, for which there may be room, or when nobody is left. */
  async wait(milliseconds: number, onlyPolls: boolean): Promise<void> {
    if (this.length === 0 || onlyPolls !== this.onlyPolls) return;
    this.#change = new AbortController();
    await sleep(milliseconds, undefined, { signal: this.#change.signal }).catch(() => undefined);
  }
}
