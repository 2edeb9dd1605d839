import type { CoolifyClient } from "../client.ts";
import { pause } from "../deadline.ts";
import { EXIT, isCoolifyError, UnknownOutcomeError, UserError } from "../errors.ts";
import { post, type Wire } from "../kind.ts";
import type { Pace } from "../pace.ts";
import { rowsOf } from "../rows.ts";
import { isRecord } from "../values.ts";
import type { Follower } from "./follower.ts";
import { Joined, type Joining } from "./joined.ts";
import { cancelOrphans } from "./orphans.ts";
import { findStarted } from "./started.ts";

/** Uuids in one request: what a server's queue has room for by default (contract 8.1). */
const BATCH = 25;

/** How often a request without an answer, and provably without effect, is sent again. */
const REPEATS = 2;

const DUPLICATE = /already queued/i;

interface Asked {
  application: string;
  /** Forcing a Docker image costs nothing; a git source would be built without cache. */
  isImage: boolean;
  force: boolean;
  /** A deployment that is known to be an older one. */
  former: string | undefined;
}

type Wanted = Joining<Asked, string>;

/** Starts deployments: those that arrive together share one request (decision 21). */
export class Starter {
  readonly #client: CoolifyClient;
  readonly #pace: Pace;
  readonly #follower: Follower;
  readonly #joined: Joined<Asked, string>;
  /** Deployments that somebody in this process has already been given. */
  readonly #given = new Set<string>();

  constructor(client: CoolifyClient, pace: Pace, follower: Follower) {
    this.#client = client;
    this.#pace = pace;
    this.#follower = follower;
    this.#joined = new Joined(pace.join, (waiting) => this.#send(waiting));
  }

  /** @returns the uuid of a deployment that really exists and that began after this call */
  start(application: string, isImage: boolean, former?: string): Promise<string> {
    return this.#joined.ask({ application, isImage, force: false, former });
  }

  async #send(waiting: readonly Wanted[]): Promise<void> {
    // Forced and plain ones cannot share a request: `force` holds for all of it.
    for (const force of [false, true]) {
      const same = waiting.filter((wanted) => wanted.force === force);
      for (let from = 0; from < same.length; from += BATCH) await this.#deploy(same.slice(from, from + BATCH), force);
    }
  }

  async #deploy(batch: readonly Wanted[], force: boolean): Promise<void> {
    let rest = [...batch];
    let repeats = 0;
    for (const until = Date.now() + this.#pace.deployment; rest.length > 0; ) {
      const since = this.#client.serverNow();
      try {
        const uuid = rest.map((wanted) => wanted.application).join(",");
        const answer = await this.#client.request(post("/deploy"), { body: { uuid, ...(force && { force: true }) } });
        for (const wanted of rest) this.#settle(wanted, entryOf(answer, wanted.application));
        return;
      } catch (error) {
        const full = isCoolifyError(error, { status: 429 });
        const lost = error instanceof UnknownOutcomeError;
        if (lost) repeats++;
        if ((!full && !lost) || repeats > REPEATS || Date.now() > until) {
          // Nothing of the list was found: Coolify's own words for it do not say what.
          const isUnknown = isCoolifyError(error, { status: 404 });
          for (const wanted of rest) wanted.fail(isUnknown ? refused(wanted.application, "") : error);
          return;
        }
        // A lost answer may have been carried out, a full queue takes those before the full place: only what has no row is sent again.
        rest = await this.#withoutStarted(rest, since, lost);
        if (full) await pause(this.#pace.queue);
      }
    }
  }

  async #withoutStarted(rest: readonly Wanted[], since: number, lost: boolean): Promise<Wanted[]> {
    try {
      const former = new Set([...this.#given, ...rest.flatMap(({ former: uuid }) => (uuid ? [uuid] : []))]);
      const applications = rest.map((wanted) => wanted.application);
      // A full queue refuses at once, before the first of its deployments can have ended.
      const started = await findStarted(this.#client, {
        applications,
        since,
        former,
        looks: lost ? this.#pace.looks : [0],
        mayHaveEnded: lost,
      });
      return rest.filter((wanted) => {
        const uuid = started.get(wanted.application);
        if (uuid) this.#give(wanted, uuid);
        return !uuid;
      });
    } catch (error) {
      for (const wanted of rest) wanted.fail(error);
      return [];
    }
  }

  #give(wanted: Wanted, uuid: string): void {
    this.#given.add(uuid);
    wanted.done(uuid);
  }

  #settle(wanted: Wanted, entry: Wire | undefined): void {
    const message = String(entry?.message ?? "");
    if (DUPLICATE.test(message)) void this.#again(wanted);
    else if (typeof entry?.deployment_uuid === "string") this.#give(wanted, entry.deployment_uuid);
    else wanted.fail(refused(wanted.application, message));
  }

  /**
   * Another deployment of the application is under way and may have read the old configuration; the uuid in the answer is of a row
   * that never was (contract 8.8). An image is deployed by force, a git source when the other one has ended.
   */
  async #again(wanted: Wanted): Promise<void> {
    try {
      if (!wanted.isImage) await cancelOrphans(this.#client, await this.#follower.untilIdle(wanted.application));
      this.#joined.add({ ...wanted, force: wanted.isImage });
    } catch (error) {
      wanted.fail(error);
    }
  }
}

const entryOf = (answer: unknown, application: string): Wire | undefined =>
  rowsOf(isRecord(answer) ? answer.deployments : undefined).find((entry) => entry.resource_uuid === application);

const refused = (application: string, message: string) =>
  new UserError(
    message
      ? `Coolify did not deploy it: ${message}`
      : `Coolify knows no application ${application}. It may have been deleted there: \`pf refresh\` takes note of that, \`pf up\` makes it again.`,
    EXIT.failed,
  );
