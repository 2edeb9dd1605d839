import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { all, owners, project } from "./containerScene.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** One fault at each single request of a start and of a change: after at most one more run everything runs and nothing is left to do. */
const FAULTS: Record<string, Properties> = {
  "no answer to what was done": { action: "drop-answer" },
  // The others with PF_EVERY_FAULT=1: `npm run chaos`.
  ...(process.env.PF_EVERY_FAULT === "1" && {
    "a reset": { action: "reset" },
    "too many requests": { action: "too-many-requests", retryAfter: 0.2 },
    "a page from a proxy": { action: "content-type", contentType: "text/html" },
    "half an answer": { action: "cut-answer" },
    "a redirect": { action: "redirect", location: "https://elsewhere.example/login" },
    "a pause": { action: "stop-listening", milliseconds: 250 },
    ...Object.fromEntries([500, 502, 503, 504].map((status) => [`a ${status}`, { action: "error", status }])),
  }),
};

const RUNS: Record<string, (stack: MiniStack) => Promise<string[]>> = {
  "a first start": (stack) => stack.up([project], owners, all()),
  "a change": (stack) => stack.up([project], owners, all({ fingerprint: "2" })),
};

async function open(run: string): Promise<{ stage: Stage; stack: MiniStack }> {
  const stage = await openStage();
  const stack = new MiniStack(() => inProcess(stage.environment()));
  await stack.up([project], owners, run === "a change" ? all() : []);
  stage.requests();
  return { stage, stack };
}

const statuses = async (stage: Stage): Promise<string[]> => {
  const rows = [...(await ask<Properties[]>(stage, "GET", "/services")), ...(await ask<Properties[]>(stage, "GET", "/databases"))];
  return rows.map(({ name, status }) => `${name} ${status}`).sort();
};

interface Outcome {
  end: string[];
  again: string[];
  requests: number;
  /** Starts that Coolify carried out, a list of services counted as one. */
  starts: number;
}

/** @returns undefined when the fault met no request any more */
async function outcomeOf(run: string, fault?: Properties): Promise<Outcome | undefined> {
  const { stage, stack } = await open(run);
  const work = () => (RUNS[run] as (stack: MiniStack) => Promise<string[]>)(stack);
  try {
    if (fault) stage.coolify.faults.add(fault as Parameters<typeof stage.coolify.faults.add>[0]);
    await work().catch(work);
    const seen = stage.coolify.requests();
    if (fault && !seen.some((request) => "fault" in request)) return undefined;
    stage.coolify.faults.clear();
    const again = (await work()).filter((line) => !line.startsWith("same"));
    const starts = seen.filter(({ method, path }) => method === "POST" && /deploy|start$/.test(path)).length;
    return { end: await statuses(stage), again, requests: seen.length, starts };
  } finally {
    await stage.close();
  }
}

const WIDTH = 4;

describe.each(Object.keys(RUNS))("%s", (run) => {
  test.each(Object.entries(FAULTS))(
    "%s",
    async (_, fault) => {
      const clean = await outcomeOf(run);
      expect(clean?.end).toEqual(["cache running:healthy", "ledger running:healthy", "shop running:unknown", "wiki running:unknown"]);
      const cases = Array.from({ length: Math.min(clean?.requests ?? 0, 16) }, (_, index) => ({ ...fault, nth: index + 1 }));
      expect(cases.length).toBeGreaterThan(6);
      for (let from = 0; from < cases.length; from += WIDTH)
        await Promise.all(
          cases.slice(from, from + WIDTH).map(async (one) => {
            const outcome = await outcomeOf(run, one);
            if (!outcome) return;
            expect({ nth: one.nth, end: outcome.end, again: outcome.again }).toEqual({ nth: one.nth, end: clean?.end, again: [] });
            // Three without a fault; a lost list of services is sent once more for each of the two, or all of it by the next run.
            expect(outcome.starts).toBeLessThanOrEqual(6);
          }),
        );
    },
    60_000,
  );
});
