import { Queue } from "./queue.ts";
import { SharedWindow } from "./sharedWindow.ts";
import { givenBack, type Heard, heard, kept, type RateWindow, reserve, type Ticket } from "./window.ts";

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
  admit(asking?: Asking): Promise<Ticket>;
  /** To be called for every request that was admitted, with what its answer said (nothing when there was none). */
  answered(ticket: Ticket, said: Heard): Promise<void>;
}

const WINDOW_SECONDS = 60;

/** This process in the shared state. */
const ME = String(process.pid);

/**
 * The budget of one token, shared by all processes of this machine (decision 24). Who came first goes first, polls last.
 */
export class SharedLimiter implements Limiter {
  readonly #window: SharedWindow;
  readonly #length: number;
  readonly #queue = new Queue<Ticket>();
  #isServing = false;

  /**
   * @param folder where the files of all tokens lie
   * @param key digest of the token; never the token
   * @param windowSeconds Coolify's is 60
   */
  constructor(folder: string, key: string, windowSeconds = WINDOW_SECONDS) {
    this.#window = new SharedWindow(folder, `${key.slice(0, 16)}.json`);
    this.#length = windowSeconds * 1000;
  }

  admit({ isPoll = false, signal }: Asking = {}): Promise<Ticket> {
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
      const { tickets, wait } = await this.#window.change((state, now) => this.#reserve(state, now, onlyPolls));
      const left = tickets.filter((ticket) => !this.#queue.letIn(ticket));
      for (const _ of left) await this.#window.change((state) => [givenBack(state, ME), undefined]);
      if (wait > 0) await this.#queue.wait(Math.min(wait, this.#length), onlyPolls);
    }
    this.#isServing = false;
  }

  /** For all who may go now, so that a crowd takes the lock once. `wait`: until the next one may ask again; 0 where all got a ticket. */
  #reserve(before: RateWindow, now: number, onlyPolls: boolean): [RateWindow, { tickets: Ticket[]; wait: number }] {
    const tickets: Ticket[] = [];
    for (let state = before; ; ) {
      if (tickets.length === this.#queue.front) return [state, { tickets, wait: 0 }];
      const asked = reserve(state, now, this.#length, ME, onlyPolls ? kept(state.limit) : 0);
      state = asked.state;
      if (!asked.ticket) return [state, { tickets, wait: asked.wait }];
      tickets.push(asked.ticket);
    }
  }

  answered(ticket: Ticket, said: Heard): Promise<void> {
    return this.#window.change((state, now) => [heard(state, now, ME, ticket, said), undefined]);
  }
}
