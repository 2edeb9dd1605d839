import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { isSame } from "../../providers/coolify/values.ts";
import { identityOf, type Stage } from "../lifecycle/stage.ts";
import { compared } from "../verdict/compared.ts";
import { Draw, seedOf } from "../verdict/draw.ts";
import { drawn } from "../verdict/drawn.ts";
import { referredTo } from "../verdict/resolved.ts";
import type { Verdict } from "../verdict/smallEngine.ts";
import { openWorld } from "../verdict/stage.ts";
import { wholeStack } from "../verdict/wholeStack.ts";
import { type PlainStack, plainStack, type Run } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 300_000;
const PAIRS = 10;
const CHANGES = 20;
const SEED = seedOf(4_311);

/** What the preview of Pulumi itself says is what its `up` does, for twenty changes of anything at once. Ten such pairs, one after the other. */
let stage: Stage;
let stack: PlainStack;
let wishes: readonly Wished[];
const base = wholeStack();

beforeAll(async () => {
  stage = await openWorld();
  stack = plainStack(stage.environment({ ...identityOf(stage.coolify), PULUMI_SKIP_CHECKPOINTS: "true" }));
}, PATIENCE);
afterAll(async () => {
  stack.close();
  await stage.close();
});

/** What Pulumi said, where it did not end well. */
const endOf = ({ code, output }: Run) => (code === 0 ? "well" : output);

/** One verdict for each resource: a replacement is several steps to Pulumi. */
function verdictsOf({ steps }: Run): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const step of steps) {
    const [op = "", name = ""] = step.split(" ");
    const isReplaced = op.includes("replace") || verdicts.get(name) === "replace";
    verdicts.set(name, isReplaced ? "replace" : (op as Verdict));
  }
  return verdicts;
}

/** Resources whose inputs may not be known in the preview: they refer to what is made, made anew or changed in the same run. */
function uncertain(wished: readonly Wished[], verdicts: ReadonlyMap<string, Verdict>): Set<string> {
  const refers = ({ args: { owner, ...args } = {} }: Wished) => referredTo(args).some((name) => verdicts.has(name));
  return new Set(wished.filter(refers).map(({ name }) => name));
}

/** Resources that did not change, nor anything that they hang on. */
function untouched(wished: readonly Wished[], before: readonly Wished[]): string[] {
  const touched = new Set<string>();
  for (const wish of wished) {
    const former = before.find(({ name }) => name === wish.name);
    if (!isSame(former, wish) || referredTo(wish.args).some((name) => touched.has(name))) touched.add(wish.name);
  }
  return wished.map(({ name }) => name).filter((name) => !touched.has(name));
}

/** Previews, sees that nothing was sent and nothing was left over by the run before, and does it. */
async function pairOf(wished: readonly Wished[], before: readonly Wished[]) {
  stage.requests();
  const preview = await stack.preview(wished);
  expect({ requests: stage.requests(), ended: endOf(preview) }).toEqual({ requests: [], ended: "well" });
  const foretold = verdictsOf(preview);
  expect(untouched(wished, before).filter((name) => foretold.has(name))).toEqual([]);
  const up = await stack.up(wished);
  expect(endOf(up)).toBe("well");
  return {
    ...compared({ verdicts: foretold, unknown: uncertain(wished, foretold) }, { verdicts: verdictsOf(up) }),
    touched: up.steps.length,
  };
}

test(
  `a sample of every kind, ${base.length} resources`,
  async () => {
    wishes = base;
    expect(await pairOf(base, [])).toMatchObject({ wrong: [], less: [] });
  },
  PATIENCE,
);

test.each(Array.from({ length: PAIRS }, (_, pair) => pair))(
  `${CHANGES} changes, VERDICT_SEED=${SEED}, pair %i`,
  async (pair) => {
    const next = drawn(new Draw(SEED + pair), wishes, base, CHANGES);
    const { wrong, less, touched } = await pairOf(next.wishes, wishes);
    wishes = next.wishes;
    console.info(`pair ${pair}: ${touched} steps, less than foretold: ${less.join("; ") || "none"}`);
    expect({ changes: next.changes, wrong }).toMatchObject({ wrong: [] });
  },
  PATIENCE,
);

test(
  "settled, and destroyed",
  async () => {
    const again = await stack.preview(wishes);
    expect({ ended: endOf(again), steps: again.steps }).toEqual({ ended: "well", steps: [] });
    const destroyed = await stack.destroy();
    expect(endOf(destroyed)).toBe("well");
    expect((await stack.state()).deployment.resources.filter(({ urn }) => urn.includes("coolify:"))).toEqual([]);
  },
  PATIENCE,
);
