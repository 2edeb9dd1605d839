import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ask } from "./coolifyApi.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** AIR with EP from nothing to nothing. The tests build on each other, as runs of one stack do. */
let stage: Stage;
let stack: MiniStack;

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment()));
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.requests();
});

const isPoll = (line: string) => /^GET \/deployments/.test(line);
const calls = () => stage.requests().filter((line) => !isPoll(line));
const pathsOf = (lines: string[]) => lines.map((line) => line.replace(/[a-z0-9]{24}/g, "*")).sort();
const writes = (lines: string[]) => lines.filter((line) => !line.startsWith("GET"));

const get = (path: string) => ask<Record<string, unknown>[]>(stage, "GET", path);

test("from nothing: thirteen requests, one bulk an application, one start for all", async () => {
  const done = await stack.up(...air());
  expect(done.filter((line) => !line.startsWith("create"))).toEqual([]);
  const lines = calls();
  expect(pathsOf(lines)).toEqual([
    "GET /projects",
    "GET /projects/*/environments",
    "GET /servers",
    "GET /team",
    "GET /version",
    "PATCH /applications/*/envs/bulk",
    "PATCH /applications/*/envs/bulk",
    "PATCH /applications/*/envs/bulk",
    "PATCH /applications/*/envs/bulk",
    "POST /applications/dockerimage",
    "POST /applications/public",
    "POST /applications/public",
    "POST /applications/public",
    "POST /deploy",
    "POST /projects",
    "POST /projects/*/environments",
    "POST /projects/*/environments",
    "POST /projects/*/environments",
  ]);
  const development = stack.outputs("air-app-dev-deployment");
  expect(development).toMatchObject({ status: "finished", commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
  expect(stage.home.lines("progress").map(({ application, status }) => `${application} ${status}`)).toEqual(
    expect.arrayContaining(["air-app-dev finished", "air-app-dev healthy", "ep-app-prod finished", "ep-app-prod healthy"]),
  );
});

test("the report counts what Coolify saw, polls and health apart", () => {
  const requests = stage.home.lines("requests");
  expect(requests.filter(({ purpose }) => purpose === "call")).toHaveLength(18);
  expect(requests.filter(({ purpose }) => purpose === "health")).toHaveLength(2);
  expect(requests.filter(({ purpose }) => purpose === "poll").length).toBeGreaterThanOrEqual(3);
});

test("again: nothing", async () => {
  const done = await stack.up(...air());
  expect(done.filter((line) => !line.startsWith("same"))).toEqual([]);
  expect(stage.requests()).toEqual([]);
});

test("refresh: no difference anywhere", async () => {
  expect(await stack.refresh()).toEqual([]);
});

test("one variable edited: one bulk with it alone, one deployment where it is deployed", async () => {
  const wish = { variables: { "air-app-dev": { APP_NAME: { value: "AIR" } } } };
  const done = await stack.up(...air(wish));
  expect(done.filter((line) => !line.startsWith("same"))).toEqual(["update air-app-dev-variables", "update air-app-dev-deployment"]);
  expect(pathsOf(writes(calls()))).toEqual(["PATCH /applications/*/envs/bulk", "POST /deploy"]);
  await stack.up(...air());
});

test("a variable edited where nothing is deployed: one bulk, no deployment", async () => {
  await stack.up(...air({ variables: { "air-app-staging": { APP_NAME: { value: "AIR" } } } }));
  expect(pathsOf(writes(calls()))).toEqual(["PATCH /applications/*/envs/bulk"]);
});

test("a variable removed: its rows go, production and preview", async () => {
  const uuid = String(stack.outputs("air-app-staging").uuid);
  await stack.up(...air({ variables: { "air-app-staging": { EXTRA: { value: "x" } } } }));
  stage.requests();
  await stack.up(...air());
  expect(pathsOf(calls())).toEqual(
    [
      "DELETE /applications/*/envs/*",
      "DELETE /applications/*/envs/*",
      "GET /applications/*/envs",
      "GET /team",
      "GET /version",
      "PATCH /applications/*/envs/bulk",
    ].filter((line) => !line.startsWith("PATCH")),
  );
  const keys = (await get(`/applications/${uuid}/envs`)).map(({ key }) => key);
  expect(keys).not.toContain("EXTRA");
});

test("another tag of an image: one PATCH with it, deployed", async () => {
  const source = { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.1.0" };
  await stack.up(...air({ applications: { "ep-app-prod": { source } } }));
  expect(pathsOf(writes(calls()))).toEqual(["PATCH /applications/*", "POST /deploy"]);
  await stack.up(...air());
});

test("the product removed: it goes, and nothing else", async () => {
  const done = await stack.up(...air({ withoutProduct: true }));
  expect(done.filter((line) => !line.startsWith("same")).sort()).toEqual([
    "delete air-ep-production",
    "delete ep-app-prod",
    "delete ep-app-prod-deployment",
    "delete ep-app-prod-variables",
  ]);
  expect(pathsOf(writes(calls()))).toEqual(["DELETE /applications/*", "DELETE /projects/*/environments/*"]);
  expect((await get("/applications")).map(({ name }) => name).sort()).toEqual(["air-app-dev", "air-app-prod", "air-app-staging"]);
});

test("destroy: nothing is left", async () => {
  await stack.destroy();
  expect(await get("/applications")).toEqual([]);
  expect(await get("/projects")).toEqual([]);
});
