import { setMaxListeners } from "node:events";
import type { Secret } from "../secret.ts";
import { bodyOf } from "./body.ts";
import { eitherOf, pause, reasonOf } from "./deadline.ts";
import { CoolifyApiError, UnknownOutcomeError, UserError } from "./errors.ts";
import { fieldsOf, messageOf } from "./faults.ts";
import { type Flight, Flights } from "./flights.ts";
import { numberOf, retryAfterOf } from "./headers.ts";
import type { Route } from "./kind.ts";
import type { Limiter } from "./limiter.ts";
import { operationSignal } from "./operation.ts";
import type { Pace } from "./pace.ts";
import { fill, queryOf } from "./path.ts";
import type { Purpose, Report } from "./report.ts";
import { decide, type Outcome } from "./retry.ts";
import { type Answer, NoAnswer, Transport } from "./transport.ts";
import { isRecord } from "./values.ts";

export interface ClientOptions {
  /** Address of the Coolify without `/api/v1`. */
  url: string;
  token: Secret;
  limiter: Limiter;
  report: Report;
  pace: Pace;
}

export interface Ask {
  /** Values for the names in braces of the route: never a dot, two dots, or with a slash. */
  params?: Readonly<Record<string, unknown>>;
  body?: unknown;
  purpose?: Purpose;
  /** Repeating it is harmless whatever became of the attempt before. Default: GET alone. */
  idempotent?: boolean;
  /** `GET /version` answers plain text (contract 1.1). */
  text?: boolean;
  /**
   * Ends all waiting at once: for room, before a repetition, for the answer. Default: the signal of the verb, which lets a write that is
   * under way finish, so that what it made is not lost.
   */
  signal?: AbortSignal;
}

/** A request with everything filled in. */
interface Sending {
  route: Route;
  path: string;
  query: string;
  body: string | undefined;
  ask: Ask;
  signal: AbortSignal | undefined;
  flight?: Flight;
}

const QUEUE_FULL = /queue is full/i;

/** Requests to one Coolify: counted, limited, repeated where that is safe, and turned into typed errors where it is not. */
export class CoolifyClient {
  readonly url: string;
  readonly #transport: Transport;
  readonly #limiter: Limiter;
  readonly #report: Report;
  readonly #pace: Pace;
  readonly #flights = new Flights();
  readonly #stopped = new AbortController();
  /** Uuids of what this process made: that one of them is not there has a reason of its own (contract 21.2). */
  readonly #made = new Set<unknown>();
  #heardOf = false;
  /** The server's clock minus ours, in milliseconds. */
  #clock = 0;

  constructor({ url, token, limiter, report, pace }: ClientOptions) {
    this.url = url;
    this.#limiter = limiter;
    this.#report = report;
    this.#pace = pace;
    const headers = { accept: "application/json", authorization: `Bearer ${token.reveal()}`, "user-agent": "pf-infra" };
    this.#transport = new Transport(`${url}/api/v1`, headers, pace.attempt);
    // All requests listen to it, which is no leak.
    setMaxListeners(0, this.#stopped.signal);
  }

  /**
   * @returns the parsed answer; the text where `text` is asked for
   * @throws CoolifyApiError Coolify said no
   * @throws UnknownOutcomeError a write may or may not have been done: look before it is sent again
   * @throws UserError no Coolify there, or it does not answer, or the signal was given
   */
  async request(route: Route, ask: Ask = {}): Promise<unknown> {
    const [path, query, body] = [fill(route, ask.params), queryOf(route), bodyOf(route, ask.body)];
    const signal = eitherOf(this.#stopped.signal, ask.signal ?? operationSignal());
    const sending = { route, path, query, body, ask, signal };
    if (route.method === "GET" && body === undefined)
      return this.#flights.join(`${path}${query}`, ask.purpose === "poll", signal, (flight) =>
        this.#send({ ...sending, flight, signal: flight.signal }),
      );
    return this.#send(sending).finally(() => this.#flights.written());
  }

  async #send(sending: Sending): Promise<unknown> {
    const { route, ask, signal, flight } = sending;
    const idempotent = ask.idempotent ?? route.method === "GET";
    const began = Date.now();
    for (let number = 1; ; number++) {
      const result = await this.#attempt(sending);
      if (!(result instanceof NoAnswer) && result.status < 300 && isContent(result, ask)) {
        this.#heardOf = true;
        if (route.method === "POST" && isRecord(result.json)) this.#made.add(result.json.uuid);
        return ask.text ? result.text.trim() : result.json;
      }
      if (signal?.aborted && result instanceof NoAnswer) throw stoppedAt(sending, reasonOf(signal));
      const outcome = this.#outcomeOf(result);
      const attempt = { number, idempotent, elapsed: Date.now() - began, patience: this.#patience(ask) };
      const decision = isPartlyDone(route, result) ? ({ next: "stop" } as const) : decide(outcome, attempt, this.#pace);
      if (decision.next !== "again") throw this.#fault(sending, result, decision.next === "unknown" && route.method !== "GET");
      flight?.sent(false);
      await pause(decision.after, signal);
    }
  }

  /** Writes of this process that have ended, however they did: what was read before may be outdated. */
  get writes(): number {
    return this.#flights.writes;
  }

  /** The server's time as its last answer told it, to the second. */
  serverNow(): number {
    return Date.now() + this.#clock;
  }

  /** Ends everything that waits, at once: the engine that wanted it is gone. */
  stop(): void {
    this.#stopped.abort();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #patience({ purpose }: Ask): number {
    if (!this.#heardOf) return this.#pace.firstContact;
    return purpose === "poll" ? this.#pace.pollPatience : this.#pace.patience;
  }

  async #attempt({ route, path, query, body, ask, signal, flight }: Sending): Promise<Answer | NoAnswer> {
    const ticket = await this.#limiter.admit({ isPoll: ask.purpose === "poll", signal });
    flight?.sent(true);
    const began = Date.now();
    const ending = route.method === "GET" ? signal : eitherOf(this.#stopped.signal, ask.signal);
    const result = await this.#transport.send(route.method, `${path}${query}`, body, ending).catch((error: unknown) => {
      if (error instanceof NoAnswer) return error;
      throw error;
    });
    const status = result instanceof NoAnswer ? 0 : result.status;
    const date = result instanceof NoAnswer ? Number.NaN : Date.parse(String(result.headers.date));
    // The header is cut to the second: half a second is the best guess.
    if (!Number.isNaN(date)) this.#clock = date + 500 - Date.now();
    this.#report.request({ method: route.method, path, status, milliseconds: Date.now() - began, purpose: ask.purpose ?? "call" });
    await this.#limiter.answered(ticket, result instanceof NoAnswer ? {} : budgetOf(result));
    return result;
  }

  /**
   * A success without content, or a redirect, is no answer of Coolify's. From a server that has not been heard of it means a wrong
   * address; later it is a proxy's page for a moment, behind which the request may have been done.
   */
  #outcomeOf(result: Answer | NoAnswer): Outcome {
    if (result instanceof NoAnswer) return result.neverSent ? { kind: "neverSent" } : { kind: "lost" };
    const isPage = result.status < 400 && (this.#heardOf || result.status === 201);
    return isPage ? { kind: "lost" } : { kind: "answer", status: result.status, retryAfterSeconds: retryAfter(result) };
  }

  #fault({ route, path }: Sending, result: Answer | NoAnswer, mayBeDone: boolean): Error {
    if (result instanceof NoAnswer) {
      if (mayBeDone) return new UnknownOutcomeError({ method: route.method, path, reason: result.message });
      return new UserError(`No answer from Coolify at ${this.url}: ${result.message}. Is it running, and is the address right?`);
    }
    if (mayBeDone)
      return new UnknownOutcomeError({
        method: route.method,
        path,
        status: result.status,
        reason: `answered ${result.status}${whyOf(result)}`,
      });
    // A proxy in front of Coolify answers its own failures in HTML; below 500 there is no Coolify behind it, unless a text was too large.
    if (result.status < 300 || (!result.isJson && result.status < 500 && result.status !== 413)) return this.#foreign(result);
    const { status, json } = result;
    const isNew = path.split("/").some((part) => this.#made.has(part));
    return new CoolifyApiError({ method: route.method, path, status, message: messageOf(json, status), fields: fieldsOf(json), isNew });
  }

  #foreign(answer: Answer): UserError {
    const location = answer.headers.location;
    const instead = answer.status >= 300 && answer.status < 400 && location ? ` It sends us to ${String(location).split("?")[0]}.` : "";
    const what = `status ${answer.status}, ${String(answer.headers["content-type"] ?? "no content type")}`;
    if (this.#heardOf)
      return new UserError(
        `Something in front of ${this.url} answers instead of Coolify (${what}).${instead} Look at the proxy there, then run the same command again.`,
      );
    return new UserError(
      `${this.url} does not answer like Coolify's API (${what}).${instead} Check the address: it is that of Coolify itself, with https://.`,
    );
  }
}

/** What a person can find out about an answer that leaves it open what was done. */
const whyOf = ({ status }: Answer) => (status < 300 ? ", but not in JSON" : status === 500 ? " (Coolify's logs say why)" : "");

const budgetOf = ({ status, headers, json }: Answer) => ({
  limit: numberOf(headers["x-ratelimit-limit"]),
  remaining: numberOf(headers["x-ratelimit-remaining"]),
  silent: status < 300 && headers["x-ratelimit-limit"] === undefined,
  // A full deployment queue is no matter of the rate limit (contract 1.6).
  ...(status === 429 &&
    !QUEUE_FULL.test(messageOf(json, status)) && { retryAfterSeconds: retryAfterOf(headers["retry-after"], headers.date) }),
});

const retryAfter = ({ headers }: Answer) => retryAfterOf(headers["retry-after"], headers.date);

/** A write that was stopped may have been done all the same: closing the connection does not end it at Coolify (contract 21.5). */
const stoppedAt = ({ route, path }: Sending, reason: UserError) =>
  route.method === "GET"
    ? reason
    : new UserError(
        `${route.method} ${path} was stopped: ${reason.message} Whether Coolify did it is not known: run the same command again, it looks first.`,
        reason.exitCode,
      );

/** A refused list of deployments: those before the full place are queued, and only the caller can find them (contract 8.1). */
const isPartlyDone = ({ method, path }: Route, result: Answer | NoAnswer) =>
  !(result instanceof NoAnswer) && result.status === 429 && method === "POST" && path === "/deploy";

/** Whether the answer is of the kind that was asked for. */
const isContent = (answer: Answer, { text }: Ask) => (text ? !/^\s*</.test(answer.text) : answer.isJson);
