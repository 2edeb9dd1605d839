import { afterAll, describe, expect, test } from "@jest/globals";
import { everything } from "../chaos/stack/everything.ts";
import { FAULTS, type Fault } from "../chaos/stack/faults.ts";
import { beImpatient } from "../chaos/stack/impatient.ts";
import { planned, wishes } from "../chaos/stack/wishes.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { openStage } from "./stage.ts";

/**
 * One fault at each single request of the life of S20, a compose service and a database with its backup, both started: after at most one
 * more run Coolify holds exactly what it holds without the fault, and a further run does nothing.
 */
const RUNS: Record<string, (stack: MiniStack) => Promise<string[]>> = {
  "the first up": (stack) => stack.up(...planned(wishes())),
  "a change of everything": (stack) => stack.up(...planned(wishes(true))),
  "a destroy": (stack) => stack.destroy(),
};

/** As many worlds at the same time. */
const WIDTH = 6;
const PATIENCE = 300_000;
const tried = { faults: 0, sorts: Object.keys(FAULTS).length, secondRuns: 0 };

/** @returns what is there in the end, and what a further run does; `met`: the fault hit a request */
async function outcomeOf(run: string, fault?: Fault & { nth: number }) {
  const stage = await openStage();
  const stack = new MiniStack(() => inProcess(stage.environment()));
  const work = () => (RUNS[run] as (stack: MiniStack) => Promise<string[]>)(stack);
  try {
    if (run !== "the first up") await stack.up(...planned(wishes()));
    stage.requests();
    if (fault) stage.coolify.faults.add(fault);
    let failure: unknown;
    await work().catch((error: unknown) => {
      failure = error;
      tried.secondRuns++;
      return work();
    });
    // What goes wrong is told in words; anything else is a fault of ours.
    expect(failure).not.toBeInstanceOf(TypeError);
    // How often starts and deletions are polled is a matter of time: each question counts once.
    const requests = new Set(stage.coolify.requests().map(({ method, path }) => `${method} ${path}`)).size;
    const met = stage.coolify.faults.list().some(({ fired }) => fired > 0);
    stage.coolify.faults.clear();
    const again = (await work()).filter((line) => !line.startsWith("same"));
    const end = await everything({ url: stage.coolify.url, token: stage.coolify.token });
    return { end, again, requests, met };
  } finally {
    await stage.close();
  }
}

afterAll(() => {
  const { sorts, faults, secondRuns } = tried;
  process.stdout.write(
    `${faults} faults of ${sorts} sorts, at every request of a first up, a change and a destroy; ${secondRuns} needed a second run\n`,
  );
});

describe.each(Object.keys(RUNS))("%s", (run) => {
  test.each(Object.entries(FAULTS))(
    "%s",
    async (_, fault) => {
      const clean = await outcomeOf(run);
      const patient = fault.action === "delay" ? beImpatient() : () => undefined;
      let [last, missed] = [0, 0];
      const lane = async () => {
        while (missed === 0) {
          const nth = ++last;
          const { end, again, met } = await outcomeOf(run, { ...fault, nth });
          expect({ nth, again, end }).toEqual({ nth, again: [], end: clean.end });
          if (met) tried.faults++;
          // There is no such request any more.
          else missed++;
        }
      };
      // The short limit is one of the whole process: other worlds beside would be late by themselves.
      await Promise.all(Array.from({ length: fault.action === "delay" ? 1 : WIDTH }, lane)).finally(patient);
      expect(last - missed).toBeGreaterThanOrEqual(clean.requests);
    },
    PATIENCE,
  );
});
