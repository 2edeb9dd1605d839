import type { CoolifyClient } from "../client.ts";
import { pause, unlessStopped } from "../deadline.ts";
import { EXIT, isCoolifyError, UserError } from "../errors.ts";
import { get, type Wire } from "../kind.ts";
import { forAll, operationSignal } from "../operation.ts";
import type { Pace } from "../pace.ts";
import { rowsOf } from "../rows.ts";
import { orphansBefore } from "./orphans.ts";
import { type DeploymentRow, deploymentOf, isActive } from "./rows.ts";

/** How a deployment ended; or, while it still has not, what keeps it from ever doing so. */
export interface End {
  row: DeploymentRow;
  orphans: readonly DeploymentRow[];
}

interface Followed {
  /** Since when nobody works on it. */
  idle: number | undefined;
  /** Whether it is told when nobody works on it. */
  tellsOrphans: boolean;
  /** When its status began: a long queue must not take from the time that the build has. */
  since: number;
  status: string;
  onStatus(status: string): void;
  done(end: End): void;
  fail(error: unknown): void;
}

interface Waiting {
  application: string;
  since: number;
  idle: number | undefined;
  done(orphans: readonly DeploymentRow[]): void;
  fail(error: unknown): void;
}

/** Follows all deployments of one Coolify with one poll: the list tells which have not ended, each end is read once (contract 8.8). */
export class Follower {
  readonly #client: CoolifyClient;
  readonly #pace: Pace;
  readonly #followed = new Map<string, Followed>();
  readonly #idle: Waiting[] = [];
  #polling = false;

  constructor(client: CoolifyClient, pace: Pace) {
    this.#client = client;
    this.#pace = pace;
  }

  /** Resolves with the row as it ended, however that was, and with `tellsOrphans` also where nobody works on it. */
  follow(uuid: string, onStatus: (status: string) => void, tellsOrphans = true): Promise<End> {
    const ended = new Promise<End>((done, fail) => {
      this.#followed.set(uuid, { since: Date.now(), idle: undefined, tellsOrphans, status: "", onStatus, done, fail });
      this.#start();
    });
    // The deployment goes on at Coolify; the next run joins it.
    return unlessStopped(ended, operationSignal());
  }

  /** Resolves when no deployment of the application is queued or running, or with those on which nobody works. */
  untilIdle(application: string): Promise<readonly DeploymentRow[]> {
    const idle = new Promise<readonly DeploymentRow[]>((done, fail) => {
      this.#idle.push({ application, since: Date.now(), idle: undefined, done, fail });
      this.#start();
    });
    return unlessStopped(idle, operationSignal());
  }

  #start(): void {
    if (this.#polling) return;
    this.#polling = true;
    void forAll(() => this.#poll()).finally(() => {
      this.#polling = false;
      if (this.#followed.size > 0 || this.#idle.length > 0) this.#start();
    });
  }

  async #poll(): Promise<void> {
    let length = this.#pace.pollFirst;
    while (this.#followed.size > 0 || this.#idle.length > 0) {
      await pause(length);
      length = Math.min(length * 1.3, this.#pace.pollMost);
      try {
        const answer = await this.#client.request(get("/deployments"), { purpose: "poll" });
        const active = rowsOf(answer).map(deploymentOf);
        this.#settleIdle(active);
        await this.#settle(active);
      } catch (error) {
        this.#failAll(error);
      }
    }
  }

  #settleIdle(active: readonly DeploymentRow[]): void {
    for (const one of this.#idle.splice(0)) {
      const busy = active.find((row) => row.application === one.application);
      const orphans = busy ? this.#orphans(one, busy, active) : [];
      if (!busy || orphans.length > 0) one.done(orphans);
      else if (this.#isLate(one.since)) one.fail(tooLate(busy));
      else this.#idle.push(one);
    }
  }

  /** What keeps a row from going on, once that is so for minutes: a busy worker takes it in less. */
  #orphans(one: { idle: number | undefined }, row: DeploymentRow, active: readonly DeploymentRow[]): readonly DeploymentRow[] {
    const orphans = orphansBefore(row, active);
    one.idle = orphans.length > 0 ? (one.idle ?? Date.now()) : undefined;
    return one.idle !== undefined && Date.now() - one.idle > this.#pace.orphan ? orphans : [];
  }

  #isLate(since: number): boolean {
    return Date.now() - since > this.#pace.deployment;
  }

  async #settle(active: readonly DeploymentRow[]): Promise<void> {
    const byUuid = new Map(active.map((row) => [row.uuid, row]));
    for (const [uuid, followed] of [...this.#followed]) {
      const row = byUuid.get(uuid) ?? (await this.#ended(uuid, followed));
      if (!row) continue;
      if (row.status !== followed.status) {
        followed.onStatus(row.status);
        followed.since = Date.now();
      }
      followed.status = row.status;
      const orphans = isActive(row.status) && followed.tellsOrphans ? this.#orphans(followed, row, active) : [];
      if (isActive(row.status) && orphans.length === 0 && !this.#isLate(followed.since)) continue;
      this.#followed.delete(uuid);
      if (isActive(row.status) && orphans.length === 0) followed.fail(tooLate(row));
      else followed.done({ row, orphans });
    }
  }

  /** The row of one that is in the list no more. It goes with its application: then only this one fails. */
  async #ended(uuid: string, followed: Followed): Promise<DeploymentRow | undefined> {
    try {
      return deploymentOf(await this.#read(uuid));
    } catch (error) {
      if (!isCoolifyError(error, { status: 404 })) throw error;
      this.#followed.delete(uuid);
      followed.fail(new UserError("Its deployment is gone: the application was deleted while it was being deployed."));
      return undefined;
    }
  }

  async #read(deployment: string): Promise<Wire> {
    return (await this.#client.request(get("/deployments/{deployment}"), { params: { deployment }, purpose: "poll" })) as Wire;
  }

  #failAll(error: unknown): void {
    for (const one of [...this.#followed.values(), ...this.#idle]) one.fail(error);
    this.#followed.clear();
    this.#idle.length = 0;
  }
}

const tooLate = (row: DeploymentRow) =>
  new UserError(
    `The deployment ${row.uuid} has been "${row.status}" for over an hour. Cancel it in Coolify, then run the same command again.`,
    EXIT.timeout,
  );
