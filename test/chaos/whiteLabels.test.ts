import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { describeClient, onlyClients } from "../e2e/clients.ts";
import { mentions, pictureOf, uuidsOf } from "../e2e/neighbours.ts";
import { sharedNetworks } from "../e2e/sharedNetworks.ts";
import { createStage, isPoll, type Request, type Stage, writesOf } from "../e2e/stage.ts";

const CLIENTS = Array.from({ length: 100 }, (_, index) => `client${String(index + 1).padStart(3, "0")}`);
const STACKS = CLIENTS.map((client) => `${client}-ep`);

/** What one white-label costs when it is made, polls and health checks apart. */
const BUDGET = 10;

/** Coolify's own limit, in longer windows than its minute: a machine that is quick enough for three a second has to wait in each. */
const RATE = { rateLimit: 200, rateWindow: 90 };

/** How many run at once, and how many before it is looked whether all is well. */
const [PARALLEL, WAVE] = [3, 20];

/** The project whose making fails: in the second wave. */
const FAILING = 25;

const PATIENCE = 20 * 60_000;

interface Told {
  stacks: { stack: string; state: string; requests: Count; message?: string }[];
  requests: Count;
  shared: unknown[];
  seconds: number;
}
type Count = Record<"calls" | "writes" | "polls" | "health", number>;

let stage: Stage;

beforeAll(async () => {
  stage = await createStage({ settings: { ...RATE, jobDelay: 20, deploymentDuration: 100 } }, true);
  onlyClients(stage, CLIENTS);
});
afterAll(() => stage.close());

const say = (line: string) => process.stdout.write(`${line}\n`);
const refused = (requests: readonly Request[]) => requests.filter(({ status }) => status === 429).length;

async function upAll(...args: string[]): Promise<{ code: number | null; told: Told; requests: Request[] }> {
  stage.requests();
  const options = ["up", "--all", "--yes", "--json", "--parallel", String(PARALLEL), ...args];
  const { code, stdout, stderr } = await stage.pf(options, { CI: "true", PF_RATE_WINDOW: String(RATE.rateWindow) });
  if (!stdout) throw new Error(stderr);
  return { code, told: JSON.parse(stdout), requests: stage.requests() };
}

const inState = ({ stacks }: Told, state: string) => stacks.filter((report) => report.state === state).map(({ stack }) => stack);
const made = new Map<string, Count>();

describe("100 white-labels, each a stack of its own", () => {
  test(
    "one fails: what runs ends, and nothing more starts",
    async () => {
      stage.coolify.faults.add({ action: "error", status: 422, method: "POST", path: "/api/v1/projects", nth: FAILING });
      const { code, told, requests } = await upAll("--wave", String(WAVE));
      stage.coolify.faults.clear();
      const [done, failed, waiting] = ["done", "failed", "waiting"].map((state) => inState(told, state));
      say(`up --all, the ${FAILING}th project refused: ${done?.length} done, ${failed?.length} failed, ${waiting?.length} waiting`);
      say(`  ${requests.length} requests, ${refused(requests)} refused with 429, ${told.seconds.toFixed(0)} s`);
      expect({ code, failed: failed?.length, shared: told.shared }).toEqual({ code: 4, failed: 1, shared: [] });
      const begun = requests.filter(({ method, path: route }) => method === "POST" && route === "/api/v1/projects").length;
      expect(begun).toBeLessThan(FAILING + PARALLEL);
      expect(done?.length).toBe(begun - 1);
      expect(waiting?.length).toBe(STACKS.length + 1 - begun);
      for (const { stack, requests: count } of told.stacks) if (done?.includes(stack)) made.set(stack, count);
    },
    PATIENCE,
  );

  test(
    "--resume brings up the rest within the one rate window: at most ten requests each, none of them lost to a 429",
    async () => {
      const { code, told, requests } = await upAll("--resume", "--wave", String(WAVE));
      const done = inState(told, "done");
      expect({ code, failures: told.stacks.flatMap(({ message }) => message ?? []), shared: told.shared }).toEqual({
        ...{ code: 0, failures: [], shared: [] },
      });
      for (const { stack, requests: count } of told.stacks) if (done.includes(stack)) made.set(stack, count);
      const counts = STACKS.map((stack) => made.get(stack) as Count);
      const calls = counts.map((count) => count.calls);
      const polls = requests.filter(isPoll).length;
      const least = (Math.ceil(requests.length / RATE.rateLimit) - 1) * RATE.rateWindow;
      say(
        `up --all --resume: ${done.length} white-labels, ${requests.length} requests (${polls} polls), ${refused(requests)} refused with 429`,
      );
      say(`  each white-label ${Math.min(...calls)} to ${Math.max(...calls)} requests, polls apart`);
      const used = requests.length / RATE.rateLimit / (told.seconds / RATE.rateWindow);
      say(
        `  ${told.seconds.toFixed(0)} s; the limit (${RATE.rateLimit} in ${RATE.rateWindow} s) takes at least ${least} s, of it ${(used * 100).toFixed(0)} % was used`,
      );
      expect(calls.length).toBe(100);
      // One more each is the look at Coolify for whether they share anything.
      expect(Math.max(...calls) + 1).toBeLessThanOrEqual(BUDGET);
      // What is counted is what Coolify saw.
      expect(told.requests.calls + told.requests.polls).toBe(requests.length);
      stage.coolify.settings({ rateLimit: 0 });
      const projects = await stage.get<{ name: string }[]>("/projects");
      expect(projects.length).toBe(STACKS.length + 1);
      expect(await sharedNetworks(stage)).toEqual([]);
      stage.coolify.settings({ rateLimit: RATE.rateLimit });
    },
    PATIENCE,
  );

  test(
    "again: nothing is sent; of two whose configuration changed only those are touched",
    async () => {
      const again = await upAll();
      say(`up --all again: ${again.requests.length} requests, ${again.told.seconds.toFixed(1)} s`);
      expect([again.code, inState(again.told, "unchanged").length, again.requests]).toEqual([0, STACKS.length + 1, []]);
      const changed = [CLIENTS[11], CLIENTS[71]] as string[];
      const names = changed.map((client) => `${client}-ep`);
      for (const client of changed) describeClient(stage, client, "variables: { STAGE: two }\n");
      const { code, told, requests } = await upAll("--confirm", names.join(","));
      say(`up --all, two changed: ${requests.length} requests, ${told.seconds.toFixed(1)} s`);
      expect([code, inState(told, "done"), inState(told, "unchanged").length]).toEqual([0, names, STACKS.length - 1]);
      const others = uuidsOf(
        stage.home,
        STACKS.filter((stack) => !names.includes(stack)),
      );
      expect(others.length).toBeGreaterThan(200);
      expect(mentions(requests, others)).toEqual([]);
      expect(
        writesOf(requests)
          .map(({ method, path: route }) => `${method} ${route.replace(/[a-z0-9]{24}/, "*")}`)
          .sort(),
      ).toEqual([
        ...["PATCH /api/v1/applications/*/envs/bulk", "PATCH /api/v1/applications/*/envs/bulk"],
        ...["POST /api/v1/deploy", "POST /api/v1/deploy"],
      ]);
    },
    PATIENCE,
  );

  test(
    "one more comes and goes beside them: the others see no request",
    async () => {
      stage.coolify.settings({ rateLimit: 0 });
      const twenty = STACKS.slice(0, 20);
      const [before, theirs] = [await pictureOf(stage, twenty), uuidsOf(stage.home, STACKS)];
      describeClient(stage, "late");
      const added = await stage.pf(["up", "late-ep", "--yes"]);
      expect({ code: added.code, stderr: added.stderr }).toMatchObject({ code: 0 });
      const adding = stage.requests();
      const own = uuidsOf(stage.home, ["late-ep"]);
      expect(mentions(adding, own).length).toBeGreaterThan(0);
      expect(mentions(adding, theirs)).toEqual([]);
      expect(await pictureOf(stage, twenty)).toEqual(before);

      rmSync(path.join(stage.config, "white-labels", "late-ep.white-label.yaml"));
      const removed = await stage.pf(["destroy", "late-ep", "--yes", "--confirm", "late-ep"], { CI: "true" });
      expect({ code: removed.code, stderr: removed.stderr }).toMatchObject({ code: 0 });
      const removing = stage.requests();
      expect(mentions(removing, own).length).toBeGreaterThan(0);
      expect(mentions(removing, theirs)).toEqual([]);
      expect(await pictureOf(stage, twenty)).toEqual(before);
      expect((await stage.get<unknown[]>("/projects")).length).toBe(STACKS.length + 1);
      say(`one beside ${STACKS.length}: added with ${adding.length} requests, removed with ${removing.length}, none to the others`);
    },
    PATIENCE,
  );
});
