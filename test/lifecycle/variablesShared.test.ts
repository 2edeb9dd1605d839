import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";
import { VariableScene, values } from "./variableScene.ts";

/** Variables of a team, project, environment or server: a list, then one request for each change (contract 5.3). */
let stage: Stage;
let project: string;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  project = String((await ask(stage, "POST", "/projects", { name: "By hand" })).uuid);
});
afterEach(() => stage.coolify.faults.clear());

const sceneOf = (scope: Properties, path: string) => new VariableScene(stage, "SharedVariables", { scope }, path);
const ofProject = () => sceneOf({ type: "project", project }, `/projects/${project}/envs`);

const MAIN = "s0sandbox0server0000main";
const SCOPES: [string, () => [Properties, string]][] = [
  ["team", () => [{ type: "team" }, "/team/envs"]],
  ["project", () => [{ type: "project", project }, `/projects/${project}/envs`]],
  ["environment", () => [{ type: "environment", project, environment: "Production" }, `/projects/${project}/environments/production/envs`]],
  ["server by name", () => [{ type: "server", server: "main" }, `/servers/${MAIN}/envs`]],
  ["server by uuid", () => [{ type: "server", server: MAIN }, `/servers/${MAIN}/envs`]],
];

describe.each(SCOPES)("%s", (_, place) => {
  test("create, nothing, change, refresh, destroy; foreign rows stay", async () => {
    const [scope, path] = place();
    const scene = sceneOf(scope, path);
    const before = await scene.shown();
    await ask(stage, "POST", path, { key: "FOREIGN", value: "theirs" });
    const wish = { ...values({ A: "1", B: "1" }), C: { value: "a$b", comment: "why", isMultiline: true } };
    const asked = await scene.up(wish);
    expect(asked.filter((line) => line !== "GET /servers")).toEqual(["GET list", "POST list", "POST list", "POST list"]);
    expect(await scene.up(wish)).toEqual([]);
    expect(await scene.refresh()).toEqual([]);
    expect(scene.asked()).toEqual(["GET list"]);
    expect(await scene.up({ ...wish, A: { value: "2" } })).toEqual(["GET list", "PATCH row"]);
    expect(await scene.up({ C: wish.C, D: { value: "new" } })).toEqual(["GET list", "POST list", "DELETE row", "DELETE row"]);
    expect(await scene.shown()).toEqual([...before, "FOREIGN=theirs", "C=a$b", "D=new"]);
    expect(await scene.refresh()).toEqual([]);
    await scene.stack.destroy();
    expect(await scene.shown()).toEqual([...before, "FOREIGN=theirs"]);
    await scene.deleteByHand("FOREIGN");
  });
});

test("in a project of this very run nothing is listed", async () => {
  const stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
  stage.requests();
  await stack.up(
    [{ name: "p", kind: "Project", inputs: () => ({ stamp: "air/shared", name: "Fresh" }) }],
    [
      {
        name: "v",
        kind: "SharedVariables",
        inputs: (outputs) => ({ scope: { type: "project", project: outputs("p").uuid }, variables: values({ A: "1" }) }),
      },
    ],
  );
  expect(stage.requests().filter((line) => line.includes("/envs"))).toEqual([expect.stringMatching(/^POST /)]);
  await stack.destroy();
});

test("another scope is another set: the old one is emptied first", async () => {
  const scene = ofProject();
  await scene.up(values({ A: "1" }));
  await scene.up(values({ A: "1" }), { scope: { type: "environment", project, environment: "production" } });
  expect(await scene.shown()).toEqual([]);
  expect(scene.outputs().scope).toMatchObject({ type: "environment" });
});

test("a change by hand is seen and changed back, a deletion too", async () => {
  const scene = ofProject();
  await scene.up(values({ A: "1", B: "1" }));
  const [row] = await scene.rows();
  await ask(stage, "PATCH", `${scene.path}/${row?.id}`, { value: "other", comment: "by hand" });
  await scene.deleteByHand("B");
  expect(await scene.refresh()).toEqual(["variables"]);
  await scene.up(values({ A: "1", B: "1" }));
  expect(await scene.refresh()).toEqual([]);
  expect(await scene.shown()).toEqual(["A=1", "B=1"]);
});

test("values that are shown once: watched by the moment of their last change", async () => {
  const scene = ofProject();
  const secret = { A: { value: "canary", isShownOnce: true }, B: { value: "1" } };
  expect(await scene.up(secret)).toEqual(["GET list", "POST list", "POST list", "GET list"]);
  expect(scene.outputs()).toMatchObject({ markers: { A: expect.any(String) } });
  expect(await scene.refresh()).toEqual([]);
  expect(await scene.up(secret)).toEqual([]);
  const [row] = await scene.rows();
  await sleep(1050);
  await ask(stage, "PATCH", `${scene.path}/${row?.id}`, { value: "other" });
  expect(await scene.refresh()).toEqual(["variables"]);
  expect(await scene.up(secret)).toEqual(["GET list", "PATCH row"]);
  await ask(stage, "PATCH", `${scene.path}/${row?.id}`, { is_shown_once: false });
  expect(await scene.shown()).toEqual(["A=canary", "B=1"]);
});

test("an exclusive set empties its scope; what every server is born with stays", async () => {
  const scene = sceneOf({ type: "server", server: MAIN }, `/servers/${MAIN}/envs`);
  await ask(stage, "POST", scene.path, { key: "FOREIGN", value: "theirs" });
  await scene.up(values({ A: "1", COOLIFY_SERVER_NAME: "mine" }), { exclusive: true });
  expect((await scene.rows()).map(({ key }) => key)).toEqual(["COOLIFY_SERVER_UUID", "COOLIFY_SERVER_NAME", "A"]);
  await ask(stage, "POST", scene.path, { key: "LATER", value: "theirs" });
  expect(await scene.refresh()).toEqual(["variables"]);
  await scene.up(values({ A: "1" }), { exclusive: true });
  expect(await scene.refresh()).toEqual([]);
  await scene.stack.destroy();
  expect(await scene.shown()).toEqual([`COOLIFY_SERVER_UUID=${MAIN}`, "COOLIFY_SERVER_NAME=mine"]);
});

describe("gone", () => {
  test.each(["project", "environment"])("with its %s", async (what) => {
    const scope = what === "project" ? { type: what, project } : { type: what, project, environment: "production" };
    const scene = sceneOf(scope, `/projects/${project}${what === "project" ? "" : "/environments/production"}/envs`);
    await scene.up(values({ A: "1" }));
    await ask(stage, "DELETE", `/projects/${project}${what === "project" ? "" : "/environments/production"}`);
    expect(await scene.refresh()).toEqual(["variables"]);
    expect(scene.stack.state.size).toBe(0);
  });

  test("not with a token of another team", async () => {
    const scene = ofProject();
    await scene.up(values({ A: "1" }));
    scene.more = { COOLIFY_TOKEN: stage.coolify.tokens.otherTeam, PF_IDENTITY: undefined };
    await expect(scene.refresh()).rejects.toThrow(/Use a token of that team/);
    await expect(scene.stack.destroy()).rejects.toThrow(/Use a token of that team/);
    expect(scene.stack.state.size).toBe(1);
  });
});

describe("an answer that was lost", () => {
  const AFTER = [
    ["drop-answer", {}],
    ["reset", {}],
    ["error", { status: 502 }],
  ] as const;

  test.each(AFTER)("of a creation, %s %j: looked for, exactly one row", async (action, more) => {
    const scene = ofProject();
    stage.coolify.faults.add({ action, method: "POST", path: "/api/v1/**/envs", nth: 1, ...more });
    const done = action === "drop-answer";
    expect(await scene.up(values({ A: "1", B: "1" }))).toEqual([
      "GET list",
      "POST list",
      "GET list",
      ...(done ? ["POST list"] : ["POST list", "POST list"]),
    ]);
    expect(await scene.shown()).toEqual(["A=1", "B=1"]);
  });

  test.each(AFTER)("of a change or a deletion, %s %j: looked at, done once", async (action, more) => {
    const scene = ofProject();
    await scene.up(values({ A: "1", B: "1" }));
    stage.coolify.faults.add({ action, method: "PATCH", path: "/api/v1/**", nth: 1, ...more });
    stage.coolify.faults.add({ action, method: "DELETE", path: "/api/v1/**", nth: 1, ...more });
    await scene.up(values({ A: "2" }));
    expect(await scene.shown()).toEqual(["A=2"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("somebody else was first with the key: it is taken over", async () => {
    const scene = ofProject();
    stage.coolify.faults.add({ action: "delay", method: "POST", path: "/api/v1/**/envs", nth: 1, milliseconds: 150 });
    const work = scene.up(values({ A: "ours" }));
    await sleep(50);
    await ask(stage, "POST", scene.path, { key: "A", value: "theirs" });
    expect(await work).toContain("PATCH row");
    expect(await scene.shown()).toEqual(["A=ours"]);
  });

  test("that never comes: a sentence, nothing is forgotten", async () => {
    const scene = ofProject();
    await scene.up({ ...values({ A: "1" }), B: { value: "canary" } });
    stage.coolify.faults.add({ action: "error", method: "DELETE", path: "/api/v1/**", status: 502 });
    expect(await scene.failure(values({ A: "1" }))).toMatch(/whether Coolify did it is not known/);
    expect(scene.outputs()).toMatchObject({ leftover: ["B"] });
    expect(JSON.stringify(scene.outputs())).not.toContain("canary");
    stage.coolify.faults.clear();
    await scene.up(values({ A: "1" }));
    expect(await scene.shown()).toEqual(["A=1"]);
  });
});
