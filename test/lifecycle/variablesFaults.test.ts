import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";
import { applicationScene, databaseOf, placeOf, VariableScene, values } from "./variableScene.ts";

/** A bulk whose answer was lost is never sent again blindly (contract 21.7). */
let stage: Stage;
let place: Properties;
let scene: VariableScene;

beforeAll(async () => {
  stage = await openStage();
  place = await placeOf(stage);
});
afterAll(() => stage.close());
beforeEach(async () => {
  scene = await applicationScene(stage, place);
});
afterEach(() => stage.coolify.faults.clear());

const fault = (action: string, more: Properties = {}) =>
  stage.coolify.faults.add({ action, method: "PATCH", path: "/api/v1/**/bulk", nth: 1, ...more });
const FIRST = values({ A: "1", B: "1" });
const CHANGED = values({ A: "2", C: "1" });

describe("an answer that was lost after all was done", () => {
  test.each(["drop-answer", "cut-answer"])("%s: one look, nothing is written again", async (action) => {
    fault(action);
    expect(await scene.up(FIRST)).toEqual(["GET list", "PATCH bulk", "GET list"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("of a change: the same", async () => {
    await scene.up(FIRST);
    fault("drop-answer");
    expect(await scene.up(values({ A: "2", B: "1" }))).toEqual(["PATCH bulk", "GET list"]);
    expect(await scene.shown()).toEqual(["A=2", "B=1", "preview A=1", "preview B=1"]);
  });

  test("of values that are hidden: written once more, since nobody can see them", async () => {
    fault("drop-answer");
    expect(await scene.up({ A: { value: "canary", isShownOnce: true } })).toEqual([
      "GET list",
      "PATCH bulk",
      "GET list",
      "PATCH bulk",
      "GET list",
    ]);
    expect(scene.outputs()).toMatchObject({ markers: { A: expect.any(String), "A preview": expect.any(String) } });
    expect(await scene.shown()).toEqual(["A=(hidden)", "preview A=(hidden)"]);
    expect(await scene.refresh()).toEqual([]);
  });
});

describe("nothing was done", () => {
  test.each<[string, Properties]>([
    ["error", { status: 500 }],
    ["error", { status: 502 }],
    ["error", { status: 504 }],
    ["reset", {}],
  ])("%s %j: a look, the bulk, a look", async (action, more) => {
    fault(action, more);
    expect(await scene.up(FIRST)).toEqual(["GET list", "PATCH bulk", "GET list", "PATCH bulk", "GET list"]);
    expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("and never is: a sentence, and the next run goes on where it stopped", async () => {
    await scene.up(FIRST);
    fault("error", { status: 502, nth: 1, times: 100 });
    expect(await scene.failure(CHANGED)).toMatch(
      /\(coolify:ApplicationVariables\): PATCH .*bulk: .*502; whether Coolify did it is not known/,
    );
    expect(scene.outputs()).toMatchObject({ unsettled: ["A", "C"], leftover: ["B"], variables: { A: { value: "2" } } });
    expect(scene.outputs()).not.toHaveProperty("variables.B");
    stage.coolify.faults.clear();
    expect(await scene.up(CHANGED)).toEqual(["GET list", "PATCH bulk", "DELETE row", "DELETE row"]);
    expect(await scene.shown()).toEqual(["A=2", "C=1", "preview A=1", "preview C=1"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("a change that is taken back after it failed is no change, but what may have been written is looked at", async () => {
    await scene.up(FIRST);
    fault("drop-answer");
    stage.coolify.faults.add({ action: "error", method: "GET", path: "/api/v1/**/envs", status: 403 });
    await scene.failure(values({ A: "2", B: "1", C: "1" }));
    stage.coolify.faults.clear();
    expect(await scene.up(FIRST)).toEqual(["GET list", "PATCH bulk", "DELETE row", "DELETE row"]);
    expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
  });

  test("a clear no leaves state as it was", async () => {
    await scene.up(FIRST);
    const before = scene.outputs();
    scene.more = { COOLIFY_TOKEN: stage.coolify.tokens.read, PF_IDENTITY: undefined };
    expect(await scene.failure(values({ A: "2", B: "1" }))).toMatch(/answered 403/);
    expect(scene.outputs()).toEqual(before);
  });
});

describe("a part was done", () => {
  /** What a server leaves that was cut off in the middle: the bulk is done, then somebody takes a part away before it is looked at. */
  async function upWith(meanwhile: () => Promise<void>, variables = FIRST): Promise<string[]> {
    fault("drop-answer");
    scene.more = { PF_PACE: "0.5" };
    stage.requests();
    const work = scene.stack.up([scene.planned(variables)]);
    for (;;) {
      const bulk = stage.coolify.requests().some(({ method }) => method === "PATCH");
      if (bulk) break;
      await sleep(10);
    }
    await meanwhile();
    scene.asked();
    await work;
    return scene.asked();
  }

  test("only the first rows: the others are written", async () => {
    expect(await upWith(() => scene.deleteByHand("B"))).toEqual(["GET list", "PATCH bulk", "GET list"]);
    expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
  });

  test("21.4: a row without its twin: the preview row is named", async () => {
    expect(await upWith(() => scene.deleteByHand("B", true))).toEqual(["GET list", "PATCH bulk", "GET list"]);
    expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
  });

  test("21.1: a row twice: the second goes before anything is written", async () => {
    const double = async () => {
      // The same new key twice in one call makes two rows (contract 5.1).
      await scene.deleteByHand("A");
      await ask(stage, "PATCH", `${scene.path}/bulk`, { data: [1, 2].map((value) => ({ key: "A", value: String(value) })) });
    };
    expect(await upWith(double)).toEqual(["GET list", "DELETE row", "GET list"]);
    expect((await scene.shown()).sort()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
    expect(await scene.refresh()).toEqual([]);
  });
});

test("rows that stand there twice are seen by a refresh, and one of them goes", async () => {
  await scene.byHand({ key: "B", value: "1" });
  await ask(stage, "PATCH", `${scene.path}/bulk`, { data: [1, 2].map((value) => ({ key: "A", value: String(value) })) });
  expect(await scene.up(FIRST)).toEqual(["GET list", "DELETE row"]);
  expect(await scene.refresh()).toEqual([]);
});

test("a run that died after a part: the next one takes over, twins included", async () => {
  await scene.byHand({ key: "A", value: "1" });
  await scene.deleteByHand("A", true);
  expect(await scene.up(FIRST)).toEqual(["GET list", "PATCH bulk"]);
  expect((await scene.shown()).sort()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
});

test("an exclusive set whose cleaning failed cleans in the next run", async () => {
  await scene.byHand({ key: "FOREIGN", value: "theirs" });
  stage.coolify.faults.add({ action: "error", method: "DELETE", path: "/api/v1/**", status: 502 });
  await scene.failure(FIRST, { exclusive: true });
  stage.coolify.faults.clear();
  await scene.up(FIRST, { exclusive: true });
  expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
  stage.coolify.faults.add({ action: "error", method: "DELETE", path: "/api/v1/**", status: 502 });
  await scene.byHand({ key: "LATER", value: "theirs" });
  await scene.refresh();
  await scene.failure(FIRST, { exclusive: true });
  stage.coolify.faults.clear();
  await scene.up(FIRST, { exclusive: true });
  expect(await scene.refresh()).toEqual([]);
  expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
});

describe("a deletion without an answer", () => {
  test.each(["drop-answer", "reset"])("%s: asked once more, gone is done", async (action) => {
    await scene.up(FIRST);
    stage.coolify.faults.add({ action, method: "DELETE", path: "/api/v1/**", nth: 1 });
    expect(await scene.up(values({ A: "1" }))).toEqual(["GET list", "DELETE row", "DELETE row", "DELETE row"]);
    expect(await scene.shown()).toEqual(["A=1", "preview A=1"]);
  });

  test("that fails for good is not forgotten, and the removed value is in state no more", async () => {
    await scene.up({ ...values({ A: "1" }), B: { value: "canary" } });
    stage.coolify.faults.add({ action: "error", method: "DELETE", path: "/api/v1/**", status: 502 });
    await scene.failure(values({ A: "1" }));
    expect(scene.outputs()).toMatchObject({ leftover: ["B"] });
    expect(JSON.stringify(scene.outputs())).not.toContain("canary");
    stage.coolify.faults.clear();
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(values({ A: "1" }));
    expect(await scene.shown()).toEqual(["A=1", "preview A=1"]);
    expect(await scene.up(values({ A: "1" }))).toEqual([]);
  });
});

test("a database's rows have no twins to be missed", async () => {
  const database = await databaseOf(stage, place, "postgresql");
  scene = new VariableScene(stage, "DatabaseVariables", { database }, `/databases/${database}/envs`);
  fault("drop-answer");
  expect(await scene.up(FIRST)).toEqual(["GET list", "PATCH bulk", "GET list"]);
  expect(await scene.shown()).toEqual(["A=1", "B=1"]);
});

test("16.4.12: a bulk that Coolify refuses in the middle: what was written is ours, and is deleted when it is wanted no more", async () => {
  const driver = inProcess(stage.environment(identityOf(stage.coolify)));
  const { inputs } = await driver.check("ApplicationVariables", { application: scene.path.split("/")[2], variables: FIRST });
  // What check refuses cannot be sent otherwise.
  const bad: Properties = {
    ...(inputs.variables as Properties),
    "NOT-A-KEY": { value: "x", isLiteral: false, isMultiline: false, isShownOnce: false },
  };
  const error = await driver.create({ ...inputs, variables: bad }).catch((one: unknown) => one as { id: string; properties: Properties });
  expect(await scene.shown()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
  expect(error).toMatchObject({ properties: { unsettled: ["A", "B", "NOT-A-KEY"] } });
  const { properties } = error as { properties: Properties };
  const { outs } = await driver.update(error.id, properties, { ...inputs, variables: { A: bad.A } });
  expect(await scene.shown()).toEqual(["A=1", "preview A=1"]);
  expect(outs).not.toHaveProperty("unsettled");
  await driver.stop();
});
