import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { inProcess, MiniStack } from "./miniStack.ts";
import { CHANGED, s20, TWENTY } from "./s20.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * What S20 costs: a project, an environment, an application and 20 variables. Each run is a process of its own that was told nothing
 * beforehand, so the identity check is in every count. The lists are exact, so that a request too many is seen, whatever the budget.
 */
const IDENTITY = ["GET /team", "GET /version"];
/** Longest that the pauses between polls, as they are outside of tests, may take altogether. */
const PATIENCE = 20_000;

let stage: Stage;
let stack: MiniStack;

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment()));
});
afterAll(() => stage.close());
afterEach(() => void stage.coolify.settings({ jobDelay: 20 }));

/** Requests of a run: the questions of identity first, in whatever order they came; uuids by what they are. */
function asked(): string[] {
  const words = new Map(["one", "one-app"].flatMap((name) => (stack.state.has(name) ? [[String(stack.outputs(name).uuid), name]] : [])));
  for (const [uuid, name] of known) words.set(uuid, name);
  for (const [uuid, name] of words) known.set(uuid, name);
  const lines = stage.requests().map((line) => [...words].reduce((text, [uuid, name]) => text.replace(uuid, name), line));
  return [...lines.filter((line) => IDENTITY.includes(line)).sort(), ...lines.filter((line) => !IDENTITY.includes(line))];
}
const known = new Map<string, string>();

describe("S20", () => {
  test("create: 7 requests", async () => {
    await stack.up(...s20(["one"]));
    expect(asked()).toEqual([
      ...IDENTITY,
      "GET /projects",
      "POST /projects",
      "POST /projects/one/environments",
      "POST /applications/dockerimage",
      "PATCH /applications/one-app/envs/bulk",
    ]);
  });

  test("preview and second up: none", async () => {
    expect((await stack.up(...s20(["one"]))).filter((line) => !line.startsWith("same"))).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("preview of changes: none", async () => {
    const driver = inProcess(stage.environment());
    const changed: string[] = [];
    for (const { name, kind, inputs } of s20(["one"], CHANGED).flat()) {
      const olds = stack.outputs(name);
      const { inputs: news } = await driver.check(
        kind,
        inputs((other) => stack.outputs(other)),
      );
      if ((await driver.diff(String(olds.uuid), olds, news)).changes) changed.push(name);
    }
    await driver.stop();
    expect(changed).toEqual(["one-variables"]);
    expect(asked()).toEqual([]);
  });

  test("refresh: 4 requests", async () => {
    expect(await stack.refresh()).toEqual([]);
    const requests = asked();
    expect(requests.length).toBeLessThanOrEqual(5);
    expect(requests).toEqual([
      "GET /version",
      // The environment stands in the answer of its project.
      "GET /projects/one",
      "GET /applications/one-app",
      "GET /applications/one-app/envs",
    ]);
  });

  test("five variables changed and two removed: at most 8 requests", async () => {
    await stack.up(...s20(["one"], CHANGED));
    const requests = asked();
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(requests.map((line) => line.replace(/envs\/(?!bulk)\w+$/, "envs/<row>"))).toEqual([
      ...IDENTITY,
      "GET /applications/one-app/envs",
      "PATCH /applications/one-app/envs/bulk",
      ...Array.from({ length: 4 }, () => "DELETE /applications/one-app/envs/<row>"),
    ]);
    expect(await stack.refresh()).toEqual([]);
    await stack.up(...s20(["one"], TWENTY));
    stage.requests();
  });

  test(
    "destroy: 5 requests and at most 3 polls of a job that takes 2 s",
    async () => {
      stage.coolify.settings({ jobDelay: 2000 });
      stack = Object.assign(new MiniStack(() => inProcess(stage.environment({ PF_PACE: undefined }))), { state: stack.state });
      await stack.destroy();
      const requests = asked();
      const polls = requests.filter((line) => line === "GET /applications");
      expect(polls.length).toBeGreaterThan(0);
      expect(polls.length).toBeLessThanOrEqual(3);
      const rest = requests.filter((line) => line !== "GET /applications");
      expect(rest.length).toBeLessThanOrEqual(5);
      expect(rest).toEqual([...IDENTITY, "GET /applications/one-app/storages", "DELETE /applications/one-app", "DELETE /projects/one"]);
    },
    PATIENCE,
  );
});
