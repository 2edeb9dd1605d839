import type { CoolifyClient } from "../client.ts";
import { pause } from "../deadline.ts";
import type { Turns } from "../engine/turns.ts";
import { EXIT, isCoolifyError, UnknownOutcomeError, UserError } from "../errors.ts";
import { post } from "../kind.ts";
import type { Pace } from "../pace.ts";
import { rowsOf } from "../rows.ts";
import { isRecord } from "../values.ts";
import { isRunning, isStarting, type Noun, type Standing } from "./containers.ts";
import { Joined, type Joining } from "./joined.ts";
import { Watch } from "./watch.ts";

/** Services in one request: each is started inside of it over SSH, and its answer must come in time (contract 8.1). */
const BATCH = 10;

/** How often a request without an answer, and seemingly without effect, is sent again. Starting twice is harmless (contract 13.3). */
const REPEATS = 2;

const ALREADY = /already running/i;

/** @property isNew made by this process: it cannot have run before */
export interface Wanted {
  readonly uuid: string;
  readonly isNew: boolean;
}

/** What was there before it was started; undefined: it did not run. */
type Before = Standing | undefined;
type Waiting = Joining<Wanted, Before>;

/** Starts services and databases, one request at a time for each, and knows how they stood before. */
export class Launcher {
  readonly service: Watch;
  readonly database: Watch;
  readonly #client: CoolifyClient;
  readonly #pace: Pace;
  readonly #turns: Turns;
  readonly #joined: Joined<Wanted, Before>;

  constructor(client: CoolifyClient, pace: Pace, turns: Turns) {
    this.#client = client;
    this.#pace = pace;
    this.#turns = turns;
    this.service = new Watch("service", client, pace);
    this.database = new Watch("database", client, pace);
    this.#joined = new Joined(pace.join, (waiting) => this.#deployAll(waiting));
  }

  /** Starts a service, or applies its text while it runs: Coolify makes anew what changed. Those that arrive together share a request. */
  apply(wanted: Wanted): Promise<Before> {
    return this.#joined.ask(wanted);
  }

  /** Asks for one action. That it runs already is what a start wants. */
  act(noun: Noun, action: "start" | "restart", { uuid, isNew }: Wanted): Promise<Before> {
    return this.#turns.run([`${noun}:${uuid}`], async () => {
      const before = isNew ? undefined : (await this[noun].look()).get(uuid);
      const send = () => this.#client.request(post(`/${noun}s/{uuid}/${action}`), { params: { uuid } });
      try {
        return await this.#carefully(noun, uuid, before, send);
      } catch (error) {
        if (isCoolifyError(error, { status: 400 }) && ALREADY.test(error.reason)) return undefined;
        throw isCoolifyError(error, { status: 404 }) ? unknown(noun, uuid) : error;
      }
    });
  }

  async #deployAll(waiting: Waiting[]): Promise<void> {
    for (let from = 0; from < waiting.length; from += BATCH) {
      const batch = waiting.slice(from, from + BATCH);
      await this.#turns
        .run(
          batch.map(({ uuid }) => `service:${uuid}`),
          () => this.#deployBatch(batch),
        )
        .catch((error: unknown) => {
          for (const wanted of batch) wanted.fail(error);
        });
    }
  }

  async #deployBatch(batch: readonly Waiting[]): Promise<void> {
    const standings = batch.every(({ isNew }) => isNew) ? new Map<string, Standing>() : await this.service.look();
    const beforeOf = ({ uuid, isNew }: Wanted) => (isNew ? undefined : standings.get(uuid));
    try {
      const found = await this.#deploy(batch);
      for (const wanted of batch)
        if (found.has(wanted.uuid)) wanted.done(beforeOf(wanted));
        else wanted.fail(unknown("service", wanted.uuid));
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError)) throw error;
      // One whose server does not answer ends the request for all: each that was not begun goes alone.
      for (const wanted of batch) await this.#deployAlone(wanted, beforeOf(wanted));
    }
  }

  async #deployAlone(wanted: Waiting, before: Before): Promise<void> {
    try {
      const { begun, now } = await this.#trace("service", wanted.uuid, before);
      wanted.done(begun ? before : await this.#carefully("service", wanted.uuid, now, () => this.#deploy([wanted])));
    } catch (error) {
      wanted.fail(error instanceof UnknownOutcomeError ? unreachable(error) : error);
    }
  }

  /** @returns uuids of those that Coolify knows and has started */
  async #deploy(batch: readonly Wanted[]): Promise<Set<string>> {
    const body = { uuid: batch.map(({ uuid }) => uuid).join(",") };
    for (const until = Date.now() + this.#pace.deployment; ; ) {
      try {
        const answer = await this.#client.request(post("/deploy"), { body });
        const entries = rowsOf(isRecord(answer) ? answer.deployments : undefined);
        return new Set(entries.map((entry) => String(entry.resource_uuid)));
      } catch (error) {
        if (isCoolifyError(error, { status: 404 })) return new Set();
        // A limit that was met did nothing; services wait in no queue.
        if (!isCoolifyError(error, { status: 429 }) || Date.now() > until) throw error;
        await pause(this.#pace.queue);
      }
    }
  }

  /** Sends it again only where no trace of it is seen. @returns how it stood before what was sent last */
  async #carefully(noun: Noun, uuid: string, before: Before, send: () => Promise<unknown>): Promise<Before> {
    for (let number = 1, last = before; ; number++) {
      try {
        await send();
        return last;
      } catch (error) {
        if (!(error instanceof UnknownOutcomeError) || number > REPEATS) throw error;
        const { begun, now } = await this.#trace(noun, uuid, last);
        if (begun) return last;
        last = now;
      }
    }
  }

  /** Looks for what a start leaves. A report of its server is no such thing: those come by themselves. */
  async #trace(noun: Noun, uuid: string, before: Before): Promise<{ begun: boolean; now: Before }> {
    let now = before;
    for (const look of this.#pace.looks) {
      await pause(look);
      now = (await this[noun].look()).get(uuid);
      if (!now) throw unknown(noun, uuid);
      const begun = isStarting(now) || isRunning(now.status) !== isRunning(before?.status ?? "exited");
      if (begun || (before && now.configHash !== before.configHash)) return { begun: true, now };
    }
    return { begun: false, now };
  }
}

const unknown = (noun: Noun, uuid: string) =>
  new UserError(
    `Coolify knows no ${noun} ${uuid}. It may have been deleted there: \`pf refresh\` takes note of that, \`pf up\` makes it again.`,
    EXIT.failed,
  );

const unreachable = (error: UnknownOutcomeError) =>
  new UserError(
    `${error.message} Coolify starts a service while it answers: look whether its server can be reached, then run the same command again.`,
  );
