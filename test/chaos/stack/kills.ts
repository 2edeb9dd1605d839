import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Killing, type Outcome, VERBS, type Verb, type Victim } from "./killing.ts";

/** A kill: whose, in which run, at which request. */
export type Kill = readonly [Victim, Verb, number];

const PATIENCE = 240_000;

/** As many requests as a run sends, and some more: how often starts and deletions are polled is a matter of time. */
const REQUESTS: Readonly<Record<Verb, number>> = { "the first up": 23, "a change of everything": 36, "a destroy": 16 };
/** How many of them may not come. */
const POLLS = 10;

export const everyKillOf = (victim: Victim): Kill[] =>
  (Object.keys(VERBS) as Verb[]).flatMap((verb) => Array.from({ length: REQUESTS[verb] }, (_, index): Kill => [victim, verb, index + 1]));

/** Declares a test for each: the next run ends with exactly the wished objects, nothing is pending, and a further run does nothing. */
export function kills(cases: readonly Kill[]): void {
  const killing = new Killing();
  const clean = new Map<Verb, Outcome>();

  beforeAll(async () => {
    for (const verb of new Set(cases.map(([, verb]) => verb))) {
      const outcome = await killing.outcomeOf(verb, "the provider host alone");
      expect(outcome).toMatchObject({ next: "went well", pending: [], again: [] });
      expect(outcome?.requests).toBeLessThan(REQUESTS[verb] + POLLS);
      clean.set(verb, outcome as Outcome);
    }
  }, PATIENCE);

  afterAll(() => {
    process.stdout.write(`${killing.kills} kills through the CLI\n`);
    killing.close();
  });

  test.each(cases)(
    "%s: %s, request %d",
    async (victim, verb, nth) => {
      const outcome = await killing.outcomeOf(verb, victim, nth);
      if (!outcome) return expect(nth).toBeGreaterThan(REQUESTS[verb] - POLLS);
      const { end, next, pending, again, killed } = outcome;
      expect({ next, pending, again, end }).toEqual({ next: "went well", pending: [], again: [], end: clean.get(verb)?.end });
      // Pulumi lives on and says what happened.
      if (victim === "the provider host alone") expect(killed).toMatchObject({ code: 1, output: expect.stringMatching(/error: /) });
    },
    PATIENCE,
  );
}
