import { unlessStopped } from "../deadline.ts";
import { forAll, operationSignal } from "../operation.ts";

/** One that waits to be started, and who hears how that went. */
export type Joining<Item, Result> = Item & { done(result: Result): void; fail(error: unknown): void };

/** Gathers what arrives within a moment, so that it shares requests (decision 21). */
export class Joined<Item extends object, Result> {
  readonly #milliseconds: number;
  readonly #send: (items: Joining<Item, Result>[]) => Promise<void>;
  #waiting: Joining<Item, Result>[] = [];

  /** @param send never rejects: each item hears for itself */
  constructor(milliseconds: number, send: (items: Joining<Item, Result>[]) => Promise<void>) {
    this.#milliseconds = milliseconds;
    this.#send = send;
  }

  /** Resolves as the item's own `done` and `fail` say. @throws UserError at once when the verb is stopped; what was sent goes on */
  ask(item: Item): Promise<Result> {
    const result = new Promise<Result>((done, fail) => this.add({ ...item, done, fail }));
    return unlessStopped(result, operationSignal());
  }

  /** For one that was sent before and has to be sent again. */
  add(item: Joining<Item, Result>): void {
    this.#waiting.push(item);
    if (this.#waiting.length === 1) setTimeout(() => void forAll(() => this.#send(this.#waiting.splice(0))), this.#milliseconds);
  }
}
