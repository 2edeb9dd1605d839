import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Wished } from "../e2e/programs/wished.ts";
import { identityOf, type Stage } from "../lifecycle/stage.ts";
import { compared } from "./compared.ts";
import { Draw, seedOf } from "./draw.ts";
import { drawn } from "./drawn.ts";
import { SmallEngine } from "./smallEngine.ts";
import { openWorld } from "./stage.ts";
import { wholeStack } from "./wholeStack.ts";

const PAIRS = Number(process.env.VERDICT_PAIRS ?? 1000);
const SEED = seedOf(20261121);
const PATIENCE = 600_000;

/** What a preview says is what up then does, for any change of anything: without Pulumi, so that a thousand pairs take seconds. */
let stage: Stage;
let engine: SmallEngine;

beforeAll(async () => {
  stage = await openWorld();
  engine = new SmallEngine(stage.environment({ ...identityOf(stage.coolify), PF_PACE: "0.001" }));
});
afterAll(() => stage.close());

/** What went otherwise than it was foretold, and what was still open afterwards. */
async function problemsOf(wishes: readonly Wished[]): Promise<{ problems: string[]; less: number; touched: string[] }> {
  stage.coolify.forgetRequests();
  const preview = await engine.preview(wishes);
  const asked = stage.coolify.requests().map(({ method, path }) => `asked ${method} ${path}`);
  const up = await engine.up(wishes);
  const { wrong, less } = compared(preview, up);
  const failures = [preview, up].flatMap(({ failure }) => (failure ? [`${failure.name} failed: ${failure.message}`] : []));
  if (failures.length > 0) return { problems: failures, less: 0, touched: [] };
  const again = await engine.preview(wishes);
  const open = [...again.verdicts].filter(([, verdict]) => verdict !== "same").map(([name, verdict]) => `still to ${verdict}: ${name}`);
  const touched = [...up.verdicts].filter(([, verdict]) => verdict !== "same").map(([name]) => name);
  return { problems: [...asked, ...wrong, ...open], less: less.length, touched };
}

test(
  `${PAIRS} pairs of preview and up, VERDICT_SEED=${SEED}`,
  async () => {
    const base = wholeStack();
    let wishes: readonly Wished[] = base;
    expect((await problemsOf(base)).problems).toEqual([]);
    const kinds = new Map(base.map(({ name, kind }) => [name, kind]));
    const changed = new Set<string | undefined>();
    let [changes, less, touches] = [0, 0, 0];
    for (let pair = 0; pair < PAIRS; pair++) {
      const draw = new Draw(SEED + pair);
      const next = drawn(draw, wishes, base, draw.integer(1, 4));
      const result = await problemsOf(next.wishes);
      expect({ seed: SEED, pair, changes: next.changes, problems: result.problems }).toMatchObject({ problems: [] });
      wishes = next.wishes;
      changes += next.changes.length;
      less += result.less;
      touches += result.touched.length;
      for (const name of result.touched) changed.add(kinds.get(name));
    }
    console.info(`${PAIRS} pairs, ${changes} changes, ${touches} resources touched, ${less} of them less than foretold; seed ${SEED}`);
    expect([...new Set(kinds.values())].filter((kind) => !changed.has(kind))).toEqual([]);
    expect((await engine.up([])).failure).toBeUndefined();
  },
  PATIENCE,
);
