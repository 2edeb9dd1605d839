import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { pendingOperations } from "../e2e/air.ts";
import { processesOf, pulumiOf } from "../e2e/processes.ts";
import { createStage, isPoll, type Request, type Stage } from "../e2e/stage.ts";
import { until } from "../e2e/until.ts";
import { onlyZeta, withoutDrawn } from "./instance/zeta.ts";
import { everything } from "./stack/everything.ts";

const PATIENCE = 30 * 60_000;

/** Long enough that the request is surely under way when the signal comes. */
const HELD_FOR = 700;

const SETTINGS = { jobDelay: 20, deploymentDuration: 60, rateLimit: 0 };

/** Who dies: Pulumi alone, so that `pf` and the hosts have to notice, or all of them, as when the machine loses its power. */
type Victim = "Pulumi" | "everything";

/** What there is after a run, and after those that go on from one that was killed. */
interface Outcome {
  /** Exit code of the next run, and what it said where that is not 0. */
  next: string;
  pending: string[];
  /** What a further run changes. */
  again: unknown[];
  end: string[];
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const up = (stage: Stage) => stage.start(["up", "zeta", "--yes", "--json"]);

async function openStage(): Promise<Stage> {
  const stage = await createStage({ settings: SETTINGS });
  onlyZeta(stage);
  return stage;
}

async function outcomeOf(stage: Stage): Promise<Outcome & { requests: Request[] }> {
  stage.requests();
  const { code, stderr } = await up(stage).ended;
  const requests = stage.requests().filter(({ path }) => path.startsWith("/api/v1/"));
  const pending = pendingOperations(stage.home, "zeta").map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`);
  const again = await up(stage).ended;
  const changes: unknown[] = JSON.parse(again.stdout || "{}").changes ?? [again.stderr];
  return { next: code === 0 ? "went well" : stderr, pending, again: changes, end: withoutDrawn(await everything(stage.coolify)), requests };
}

/** @returns undefined when the run ended without such a request */
async function outcomeOfKill(nth: number, victim: Victim): Promise<Outcome | undefined> {
  const stage = await openStage();
  try {
    stage.coolify.faults.add({ action: "delay", milliseconds: HELD_FOR, path: "/api/v1/**", nth });
    const run = up(stage);
    let ended = false;
    void run.ended.then(() => {
      ended = true;
    });
    const isHeld = () => (stage.coolify.faults.list()[0]?.fired ?? 0) > 0;
    await until(`request ${nth} is under way`, () => isHeld() || ended);
    if (!isHeld()) return undefined;
    killed(stage, run, victim);
    await run.ended;
    await until("nothing of it runs any more", () => processesOf(stage.home).length === 0);
    stage.coolify.faults.clear();
    const { requests: _, ...outcome } = await outcomeOf(stage);
    return outcome;
  } finally {
    await stage.close();
  }
}

function killed(stage: Stage, run: ReturnType<Stage["start"]>, victim: Victim): void {
  const pulumi = pulumiOf(stage.home);
  if (victim === "everything") for (const { pid } of processesOf(stage.home)) kill(pid);
  else if (pulumi) kill(pulumi.pid);
  // The first two are asked by `pf` itself, before there is a Pulumi: then it is `pf` that dies.
  else run.kill();
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

describe("an instance with one of each part", () => {
  test(
    "pf up, killed at every request: the next run finishes with exactly what an undisturbed one makes",
    async () => {
      const stage = await openStage();
      const { requests, ...clean } = await outcomeOf(stage).finally(() => stage.close());
      expect(clean).toMatchObject({ next: "went well", pending: [], again: [] });
      const polls = requests.filter(isPoll).length;
      say(`pf up of an instance with one of each part: ${requests.length} requests, ${polls} polls among them`);
      const wrong: { nth: number; victim: Victim; outcome: Outcome }[] = [];
      let kills = 0;
      for (let nth = 1; nth <= requests.length; nth++) {
        const victim = nth % 2 === 0 ? "everything" : "Pulumi";
        const outcome = await outcomeOfKill(nth, victim);
        // How often is polled is a matter of time.
        if (!outcome) expect(nth).toBeGreaterThan(requests.length - polls);
        else {
          kills++;
          if (!isDeepStrictEqual(outcome, clean)) wrong.push({ nth, victim, outcome });
        }
      }
      say(`  killed at ${kills} of them, ${wrong.length} of which did not converge`);
      for (const { nth, victim, outcome } of wrong) expect({ nth, victim, ...outcome }).toEqual({ nth, victim, ...clean });
    },
    PATIENCE,
  );
});
