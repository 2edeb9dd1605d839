import { reasonOf, unlessStopped } from "./deadline.ts";

/** A read under way. */
export interface Flight {
  /** Given when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** To be called when it is sent, and with false when it has to be sent again. */
  sent(isSent: boolean): void;
}

interface UnderWay {
  answer: Promise<unknown>;
  readonly stop: AbortController;
  readonly isPoll: boolean;
  waiting: number;
  /** How many writes had ended when it was sent; undefined while it waits for its turn. */
  sentAfter: number | undefined;
}

/**
 * Identical reads at the same time are one. A read that was sent before a write of this process ended is never joined: it may show what
 * was before, and who looks after a lost answer would make a twin.
 */
export class Flights {
  readonly #underWay = new Map<string, UnderWay>();
  #writes = 0;

  /** Writes of this process that have ended, however they did. */
  get writes(): number {
    return this.#writes;
  }

  written(): void {
    this.#writes++;
  }

  /** @param send does the read; called once for all who wait. @throws UserError at once when the caller's own signal is given */
  async join(key: string, isPoll: boolean, signal: AbortSignal | undefined, send: (flight: Flight) => Promise<unknown>): Promise<unknown> {
    if (signal?.aborted) throw reasonOf(signal);
    const found = this.#underWay.get(key);
    const flight = found && this.#isOpen(found, isPoll) ? found : this.#begin(key, isPoll, send);
    flight.waiting++;
    try {
      return await unlessStopped(flight.answer, signal);
    } finally {
      flight.waiting--;
      if (flight.waiting === 0) flight.stop.abort();
    }
  }

  /** Whether its answer will be right for somebody who asks now. A poll that still waits gives way to others, so only polls wait with it. */
  #isOpen({ sentAfter, isPoll, stop }: UnderWay, asksPoll: boolean): boolean {
    if (stop.signal.aborted) return false;
    return sentAfter === undefined ? asksPoll || !isPoll : sentAfter === this.#writes;
  }

  #begin(key: string, isPoll: boolean, send: (flight: Flight) => Promise<unknown>): UnderWay {
    const stop = new AbortController();
    const flight: UnderWay = { answer: Promise.resolve(), stop, isPoll, waiting: 0, sentAfter: undefined };
    const sent = (isSent: boolean) => {
      flight.sentAfter = isSent ? this.#writes : undefined;
    };
    this.#underWay.set(key, flight);
    flight.answer = send({ signal: stop.signal, sent }).finally(() => {
      if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
    });
    // Who stopped waiting hears nothing of it any more.
    flight.answer.catch(() => undefined);
    return flight;
  }
}
