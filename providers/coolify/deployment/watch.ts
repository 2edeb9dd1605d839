import type { CoolifyClient } from "../client.ts";
import { pause, unlessStopped } from "../deadline.ts";
import { UserError } from "../errors.ts";
import { get } from "../kind.ts";
import { forAll, operationSignal } from "../operation.ts";
import type { Pace } from "../pace.ts";
import { rowsOf } from "../rows.ts";
import { isDown, isStarting, isWell, type Noun, type Standing, standingOf } from "./containers.ts";
import { NotRunning } from "./notRunning.ts";

interface Waiting {
  /** What its server had reported before it was started; undefined: everything is news. */
  before: Standing | undefined;
  /** Whether its server has reported since. */
  isNews: boolean;
  /** When the start was over: what is shown may be from before for a while. */
  over: number;
  /** Whether its start was seen in progress just now. */
  isStarting: boolean;
  /** Whether its start was seen to end, or some of it up since: from then on Coolify's word for it counts. */
  isOver: boolean;
  /** Since when it is not well. */
  ill: number | undefined;
  done(standing: Standing): void;
  fail(error: unknown): void;
}

/** Follows all services, or all databases, of one Coolify until they run: with one list for all that wait. */
export class Watch {
  readonly #client: CoolifyClient;
  readonly #pace: Pace;
  readonly #noun: Noun;
  readonly #waiting = new Map<string, Set<Waiting>>();
  #polling = false;

  constructor(noun: Noun, client: CoolifyClient, pace: Pace) {
    this.#noun = noun;
    this.#client = client;
    this.#pace = pace;
  }

  /** How those stand that are there, by uuid. */
  async look(purpose: "call" | "poll" = "call"): Promise<Map<string, Standing>> {
    const rows = rowsOf(await this.#client.request(get(`/${this.#noun}s`), { purpose }));
    return new Map(rows.map((row) => [String(row.uuid), standingOf(this.#noun, row)]));
  }

  /**
   * Resolves when it runs, which must have been reported after it was started.
   * @throws NotRunning it does not. @throws UserError it is gone
   */
  untilRunning(uuid: string, before: Standing | undefined): Promise<Standing> {
    const running = new Promise<Standing>((done, fail) => {
      const now = { over: Date.now(), isStarting: false, isOver: false, ill: undefined };
      const waiting = { ...now, before, isNews: before === undefined, done, fail };
      this.#waiting.set(uuid, (this.#waiting.get(uuid) ?? new Set()).add(waiting));
      if (!this.#polling) void forAll(() => this.#poll());
    });
    // It goes on starting at Coolify; the next run looks again.
    return unlessStopped(running, operationSignal());
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    let length = this.#pace.pollFirst;
    while (this.#waiting.size > 0) {
      try {
        await pause(length);
        length = Math.min(length * 1.3, this.#pace.pollMost);
        this.#settle(await this.look("poll"));
      } catch (error) {
        for (const [uuid, all] of [...this.#waiting]) for (const one of all) this.#end(uuid, one, () => one.fail(error));
      }
    }
    this.#polling = false;
  }

  #settle(standings: ReadonlyMap<string, Standing>): void {
    for (const [uuid, all] of [...this.#waiting])
      for (const one of all) {
        const standing = standings.get(uuid);
        if (!standing) this.#end(uuid, one, () => one.fail(gone(this.#noun)));
        else this.#judge(uuid, one, standing);
      }
  }

  #judge(uuid: string, one: Waiting, standing: Standing): void {
    const now = Date.now();
    if (isStarting(standing)) {
      // The limit of a deployment holds for a start too, which may build or fetch images.
      one.isStarting = true;
      if (now - one.over > this.#pace.deployment) this.#end(uuid, one, () => one.fail(new NotRunning(this.#noun, standing, "late")));
      return;
    }
    if (one.isStarting) one.over = now;
    one.isNews ||= standing.reported !== one.before?.reported;
    if (!one.isOver && (one.isStarting || (one.isNews && !isDown(standing)))) Object.assign(one, { isOver: true, ill: undefined });
    one.isStarting = false;
    if (!isWell(standing)) {
      this.#ail(uuid, one, standing, now);
      return;
    }
    one.ill = undefined;
    if (one.isNews || now - one.over > this.#pace.reporting) this.#end(uuid, one, () => one.done(standing));
  }

  /** Not well may be from before the start, or for a moment: some containers run already, a health check has not passed (contract 8.7). */
  #ail(uuid: string, one: Waiting, standing: Standing, now: number): void {
    one.ill ??= now;
    const isEmpty = standing.parts?.length === 0;
    // Until then an image may still be fetched: a database shows nothing of its start.
    if (!isEmpty && now - one.ill <= (one.isOver ? this.#pace.unwell : this.#pace.startup)) return;
    const why = isEmpty ? "empty" : one.isOver ? "unwell" : "late";
    this.#end(uuid, one, () => one.fail(new NotRunning(this.#noun, standing, why)));
  }

  #end(uuid: string, one: Waiting, tell: () => void): void {
    const all = this.#waiting.get(uuid);
    all?.delete(one);
    if (all?.size === 0) this.#waiting.delete(uuid);
    tell();
  }
}

const gone = (noun: Noun) => new UserError(`It is gone: the ${noun} was deleted while it was being started.`);
