/**
 * What our provider asks of Coolify, next to its budget and to what a client that knows everything would need. Started by
 * `npm run bench`; prints figures and never fails because of them.
 */
import { inProcess, MiniStack } from "../lifecycle/miniStack.ts";
import { CHANGED, s20 } from "../lifecycle/s20.ts";
import { openStage, type Stage } from "../lifecycle/stage.ts";
import { perfectly } from "./perfectClient.ts";

/** Coolify's limit, in windows of so many seconds instead of its 60. */
const [LIMIT, WINDOW] = [200, 5];

const say = (line: string) => process.stdout.write(`${line}\n`);
const names = (count: number) => Array.from({ length: count }, (_, index) => `bench-${index}`);
const stackOf = (stage: Stage, more = {}) => new MiniStack(() => inProcess(stage.environment(more)));

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Polls of deletions are counted by themselves. */
function counted(requests: readonly string[]): { calls: number; polls: number } {
  const polls = requests.filter(
    (line, index) => line === "GET /applications" && requests.slice(0, index).some((before) => before.startsWith("DELETE")),
  );
  return { calls: requests.length - polls.length, polls: polls.length };
}

async function oneS20(): Promise<void> {
  const stage = await openStage({ jobDelay: 2000 });
  try {
    const stack = stackOf(stage, { PF_PACE: "1" });
    const plan = s20(["one"]);
    const steps: [string, number, number, () => Promise<unknown>][] = [
      ["create", 7, 4, () => stack.up(...plan)],
      ["preview", 0, 0, () => stack.up(...plan)],
      ["refresh", 5, 3, () => stack.refresh()],
      ["change 5 variables, remove 2", 8, 5, () => stack.up(...s20(["one"], CHANGED))],
      ["destroy", 5, 2, () => stack.destroy()],
    ];
    say("requests of one S20 (project, environment, application, 20 variables), identity check included");
    for (const [what, budget, perfect, work] of steps) {
      stage.requests();
      await work();
      const { calls, polls } = counted(stage.requests());
      say(`  ${what}: ${calls} of at most ${budget}, a perfect client ${perfect}${polls ? `; ${polls} polls of at most 3` : ""}`);
    }
  } finally {
    await stage.close();
  }
}

async function hundredS20(): Promise<void> {
  const stage = await openStage({ rateLimit: LIMIT, rateWindow: WINDOW });
  try {
    const seconds = await secondsOf(() => stackOf(stage, { PF_RATE_WINDOW: String(WINDOW) }).up(...s20(names(100))));
    const seen = stage.answered();
    const refused = seen.filter((line) => line.endsWith(" 429")).length;
    const least = (Math.ceil(seen.length / LIMIT) - 1) * WINDOW;
    say(`100 S20 in one program, ${LIMIT} requests each ${WINDOW} s: ${seen.length} of at most 410 requests, ${refused} refused`);
    say(
      `  ${seconds.toFixed(1)} s, the limit alone takes ${least} s: ${(seconds / least).toFixed(2)} of it (a window of 60 s: ${(seconds - least + (least / WINDOW) * 60).toFixed(0)} s)`,
    );
  } finally {
    await stage.close();
  }
}

/** The host against a client that sends the same four requests for each, knows all answers, and does nothing else. */
async function threeHundredResources(): Promise<void> {
  const stage = await openStage();
  try {
    const perfect = await secondsOf(() => perfectly(stage, names(75)));
    const other = await openStage();
    const stack = stackOf(other);
    const plan = s20(names(75));
    const lines: [string, () => Promise<unknown>][] = [
      ["up", () => stack.up(...plan)],
      ["up without a change", () => stack.up(...plan)],
      ["refresh", () => stack.refresh()],
    ];
    say("300 resources (75 S20) through the host, in times of a client that makes them with four requests each");
    for (const [what, work] of lines) {
      other.requests();
      const seconds = await secondsOf(work);
      say(`  ${what}: ${(seconds / perfect).toFixed(2)} (${seconds.toFixed(2)} s, ${other.requests().length} requests)`);
    }
    const bytes = JSON.stringify([...stack.state.values()].map(({ outputs }) => outputs)).length;
    say(`  outputs in state: ${Math.round(bytes / 300)} bytes a resource`);
    await other.close();
  } finally {
    await stage.close();
  }
}

await oneS20();
await hundredS20();
await threeHundredResources();
