import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { at } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import { fieldsOf } from "../kinds/leaves.ts";
import { otherValues } from "../kinds/otherValues.ts";
import { withAt } from "../kinds/references.ts";
import { identityOf, type Stage } from "../lifecycle/stage.ts";
import { anotherObject, elsewhere } from "./changes.ts";
import { Draw, seedOf } from "./draw.ts";
import { isLegal } from "./legal.ts";
import { argsOf, replaced } from "./scene.ts";
import { SmallEngine, type Told } from "./smallEngine.ts";
import { openWorld } from "./stage.ts";
import { wholeStack } from "./wholeStack.ts";

const SEED = seedOf(5_000);
const PATIENCE = 120_000;

/** What a run refuses, its preview refuses in the same words, and both before anything is sent for it. */
let stage: Stage;
let engine: SmallEngine;
/** Nothing says that its data may go. */
const base = wholeStack().map(
  (wish): Wished => ({ ...wish, args: { ...wish.args, ...("deleteData" in argsOf(wish) && { deleteData: false }) } }),
);

beforeAll(async () => {
  stage = await openWorld();
  engine = new SmallEngine(stage.environment({ ...identityOf(stage.coolify), PF_PACE: "0.001" }));
  expect((await engine.up(base)).failure).toBeUndefined();
}, PATIENCE);
afterAll(() => stage.close());

/** Without the words that say which resource it is about: names are known where something was asked of it in the same run. */
const words = ({ failure }: Told) => failure && `${failure.name}: ${failure.message.replace(/^[^(]*\(coolify:/, "(coolify:")}`;

/** What the preview refuses; the run must refuse the same, and neither may ask for anything. */
async function refusalOf(what: string, wishes: readonly Wished[]): Promise<string | undefined> {
  stage.coolify.forgetRequests();
  const foretold = words(await engine.preview(wishes));
  if (foretold === undefined) return undefined;
  const done = words(await engine.up(wishes));
  const sent = stage.coolify.requests().map(({ method, path }) => `${method} ${path}`);
  expect({ what, done, sent }).toEqual({ what, done: foretold, sent: [] });
  return foretold;
}

test(
  `data that would be lost, VERDICT_SEED=${SEED}`,
  async () => {
    const refused = new Set<string | undefined>();
    for (let turn = 0; turn < 100; turn++) {
      const change = turn % 2 === 0 ? anotherObject : elsewhere;
      const changed = change(new Draw(SEED + turn), { wishes: base, before: base, base });
      const said = changed && (await refusalOf(changed.what, changed.wishes));
      if (!said) continue;
      expect(said).toMatch(/cannot be changed in place.*data would be lost.*deleteData: true/s);
      refused.add(/coolify:(\w+)/.exec(said)?.[1]);
    }
    const holding = kinds.filter(({ data, type }) => data?.lostByReplacement(base.find(({ name }) => name === type)?.args ?? {}));
    expect([...refused].sort()).toEqual(expect.arrayContaining(holding.map(({ type }) => type).filter((type) => type !== "Storage")));
  },
  PATIENCE,
);

test(
  "a server that is made in the same run: what it would take along is refused before it is made",
  async () => {
    const server: Wished = {
      kind: "Server",
      name: "new",
      args: { stamp: "air/new", name: "new", address: "203.0.113.99", privateKey: "<PrivateKey uuid>" },
    };
    const database = base.find(({ name }) => name === "Database") as Wished;
    const wishes = replaced(base, "Database", { ...argsOf(database), server: "<new uuid>" });
    const place = wishes.findIndex(({ name }) => name === "Database");
    stage.coolify.forgetRequests();
    const { failure } = await engine.preview([...wishes.slice(0, place), server, ...wishes.slice(place)]);
    expect(failure).toMatchObject({ name: "Database", message: expect.stringMatching(/server cannot be changed in place/) });
    expect(stage.coolify.requests()).toEqual([]);
  },
  PATIENCE,
);

test(
  "values that break a rule",
  async () => {
    let count = 0;
    for (const wish of base) {
      const kind = kinds.find(({ type }) => type === wish.kind);
      if (!kind || wish.name !== wish.kind) continue;
      for (const { path, peeled } of fieldsOf(kind.input, argsOf(wish))) {
        const broken = [...otherValues(peeled, at(argsOf(wish), path)), null, 0.5, "\u0000"].map((value) =>
          withAt(argsOf(wish), path, value),
        );
        const args = broken.find((one) => !isLegal(wish.kind, one));
        if (!args) continue;
        expect([wish.name, path, await refusalOf(`${wish.name}.${path}`, replaced(base, wish.name, args))]).toEqual([
          wish.name,
          path,
          expect.any(String),
        ]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(100);
  },
  PATIENCE,
);
