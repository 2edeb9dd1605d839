import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Coolify, startCoolify } from "../../../sandbox/coolify/start.ts";
import { mendCheckpoint } from "../../../verbs/pulumi/checkpoint.ts";
import { type PlainStack, plainStack, type Run } from "../../e2e/plainPulumi.ts";
import { processesOf } from "../../e2e/processes.ts";
import { until } from "../../e2e/until.ts";
import { everything } from "./everything.ts";
import { wishes } from "./wishes.ts";

/** What a person lets Pulumi do. */
export const VERBS = {
  "the first up": (stack: PlainStack) => stack.up(wishes().flat()),
  "a change of everything": (stack: PlainStack) => stack.up(wishes(true).flat()),
  "a destroy": (stack: PlainStack) => stack.destroy(),
} as const;
export type Verb = keyof typeof VERBS;

/** Who dies. */
export type Victim = "Pulumi and all its processes" | "the provider host alone";

/** Long enough that the request is surely under way when the signal comes. */
const HELD_FOR = 700;
const SETTINGS = { jobDelay: 20, deploymentDuration: 60, rateLimit: 0 };

/** An offline Coolify and a stack on it, both as they were left in a folder. */
class Place {
  readonly coolify: Coolify;
  readonly stack: PlainStack;

  private constructor(coolify: Coolify, stack: PlainStack) {
    this.coolify = coolify;
    this.stack = stack;
  }

  /** @param from folder of a place that is gone on with */
  static async open(folder: string, from?: string): Promise<Place> {
    const state = path.join(folder, "coolify.json");
    if (from !== undefined) cpSync(path.join(from, "coolify.json"), state);
    const coolify = await startCoolify({ state, settings: SETTINGS });
    const stack = plainStack({ COOLIFY_BASE_URL: coolify.url, COOLIFY_TOKEN: coolify.token, PF_RESOLVE: coolify.proxy });
    if (from !== undefined) cpSync(path.join(from, "backend"), path.join(stack.folder, "backend"), { recursive: true, force: true });
    return new Place(coolify, stack);
  }

  async close(keep?: string): Promise<void> {
    await this.coolify.close();
    if (keep !== undefined) cpSync(path.join(this.stack.folder, "backend"), path.join(keep, "backend"), { recursive: true });
    this.stack.close();
  }

  everything = () => everything({ url: this.coolify.url, token: this.coolify.token });

  /** What Pulumi's state calls begun and not ended. */
  pending(): unknown[] {
    const file = path.join(this.stack.folder, "backend", ".pulumi", "stacks", "plain", "test.json");
    return (
      (JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest?: { pending_operations?: unknown[] } } }).checkpoint.latest
        ?.pending_operations ?? []
    );
  }

  /**
   * What `pf` does after a run that was killed, here beside Pulumi's own CLI: takes its lock away, mends files that were cut off in the
   * middle of a write, and forgets what it had begun to make and never noted down.
   */
  async recover(): Promise<void> {
    const backend = path.join(this.stack.folder, "backend");
    rmSync(path.join(backend, ".pulumi", "locks"), { recursive: true, force: true });
    mendCheckpoint(pathToFileURL(backend).href, "plain", "test");
    if (this.pending().length === 0) return;
    const { code, output } = await this.stack.run("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    if (code !== 0) throw new Error(output);
  }
}

/** What became of a run that was killed, and of those after it. */
export interface Outcome {
  /** Requests of the run without a kill, at most as many with one. */
  requests: number;
  end: string[];
  /** Exit code of the next run, and what it said where that is not 0. */
  next: string;
  pending: unknown[];
  /** What a further run does. */
  again: string[];
  /** The killed one's own words. */
  killed?: Run;
}

/** Folders of stacks after their first `up`, one for a test file. */
export class Killing {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), "pf-kill-"));
  #first: Promise<string> | undefined;
  #count = 0;
  kills = 0;

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param nth request at which it is killed; none: it runs to its end. @returns undefined where there is no such request */
  async outcomeOf(verb: Verb, victim: Victim, nth?: number): Promise<Outcome | undefined> {
    const place = await Place.open(this.#next(), verb === "the first up" ? undefined : await this.#afterFirst());
    const run = () => VERBS[verb](place.stack);
    try {
      const killed = nth === undefined ? undefined : await this.#killedAt(place, run, victim, nth);
      if (nth !== undefined && !killed) return undefined;
      place.coolify.forgetRequests();
      if (killed) await place.recover();
      const { code, output } = await run();
      const requests = place.coolify.requests().length;
      const { steps } = await run();
      const ended = { end: await place.everything(), pending: place.pending(), again: steps, requests };
      return { ...ended, next: code === 0 ? "went well" : output, ...(killed && { killed }) };
    } finally {
      await place.close();
    }
  }

  #next(): string {
    return mkdtempSync(path.join(this.#folder, `${++this.#count}-`));
  }

  #afterFirst(): Promise<string> {
    this.#first ??= (async () => {
      const folder = this.#next();
      const place = await Place.open(folder);
      const { code, output } = await VERBS["the first up"](place.stack);
      await place.close(folder);
      if (code !== 0) throw new Error(output);
      return folder;
    })();
    return this.#first;
  }

  /** @returns undefined when it ended without such a request */
  async #killedAt({ coolify, stack }: Place, run: () => Promise<Run>, victim: Victim, nth: number): Promise<Run | undefined> {
    coolify.faults.add({ action: "delay", milliseconds: HELD_FOR, path: "/api/v1/**", nth });
    let ended = false;
    const end = run().finally(() => {
      ended = true;
    });
    const home = path.join(stack.folder, "home");
    const isHeld = () => (coolify.faults.list()[0]?.fired ?? 0) > 0;
    await until(`request ${nth} is under way`, () => isHeld() || ended);
    if (!isHeld()) return undefined;
    coolify.faults.clear();
    const hosts = processesOf(home).filter(({ command }) => victim !== "the provider host alone" || command.includes("pulumi-resource-"));
    if (hosts.length === 0) throw new Error(`There is nobody to be killed at request ${nth}.`);
    for (const { pid } of hosts) process.kill(pid, "SIGKILL");
    this.kills++;
    const result = await end;
    await until("nothing of it runs any more", () => processesOf(home).length === 0);
    return result;
  }
}
