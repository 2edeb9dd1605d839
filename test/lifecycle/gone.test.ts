import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** When a 404 is believed: the token sees the team, and the parent answers or was found gone in the same way. */
let stage: Stage;
let stack: MiniStack;
let more: Record<string, string | undefined> = {};

beforeEach(async () => {
  more = {};
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(more)));
  await stack.up(...air({ withoutDeployments: true }));
  stage.requests();
});
afterEach(() => stage.close());

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const uuidOf = (name: string) => String(stack.outputs(name).uuid);
const APPLICATIONS = ["air-app-dev", "air-app-staging", "air-app-prod", "ep-app-prod"];
const names = () => [...stack.state.keys()];

/** A person deletes them, and waits until they are away. */
async function deleteByHand(...applications: string[]): Promise<void> {
  for (const name of applications) await ask(stage, "DELETE", `/applications/${uuidOf(name)}`);
  for (let turn = 0; turn < 100; turn++) {
    const left = (await ask<Properties[]>(stage, "GET", "/applications")).map(({ uuid }) => uuid);
    if (!applications.some((name) => left.includes(uuidOf(name)))) break;
    await new Promise((done) => setTimeout(done, 10));
  }
}

test("two objects: they and what belongs to them, and nothing else", async () => {
  await deleteByHand("air-app-dev", "air-app-staging");
  const project = uuidOf("air");
  stage.requests();
  const differing = await stack.refresh();
  expect(differing.sort()).toEqual(["air-app-dev", "air-app-dev-variables", "air-app-staging", "air-app-staging-variables"]);
  expect(names()).not.toEqual(expect.arrayContaining(["air-app-dev"]));
  expect(names()).toEqual(expect.arrayContaining(["air", "air-app-prod", "air-app-prod-variables"]));
  // Each once, the two questions of identity, the project that it was in, the application that the variables were of.
  const requests = stage.requests();
  expect(requests.filter((line) => line === "GET /team")).toHaveLength(1);
  expect(requests.filter((line) => line === `GET /projects/${project}`)).toHaveLength(2);
  expect(requests.length).toBeLessThanOrEqual(13 + 2 + 2);
});

test("the project with all in it: every one is found gone, with one request each", async () => {
  const all = names();
  await deleteByHand(...APPLICATIONS);
  await ask(stage, "DELETE", `/projects/${uuidOf("air")}`);
  const project = uuidOf("air");
  stage.requests();
  expect((await stack.refresh()).sort()).toEqual(all.sort());
  expect(names()).toEqual([]);
  const requests = stage.requests();
  expect(requests.filter((line) => line === `GET /projects/${project}`)).toHaveLength(1);
  expect(requests.filter((line) => !line.startsWith("GET"))).toEqual([]);
  // The two questions of identity besides; nobody's parent is asked for twice.
  expect(requests.length).toBeLessThanOrEqual(all.length + 2);
  await stack.up(...air({ withoutDeployments: true }));
  expect(names().sort()).toEqual(all.sort());
});

test("a child that is asked for before its parent: the parent is asked for, and gone too", async () => {
  await deleteByHand(...APPLICATIONS);
  await ask(stage, "DELETE", `/projects/${uuidOf("air")}`);
  const entries = [...stack.state];
  stack.state.clear();
  for (const [name, kept] of entries.reverse()) stack.state.set(name, kept);
  stage.requests();
  await stack.refresh();
  expect(names()).toEqual([]);
  const requests = stage.requests();
  expect(requests.length).toBeLessThanOrEqual(entries.length + 2 + APPLICATIONS.length + 1);
});

describe("nothing is dropped from state", () => {
  const expectKept = async (sentence: RegExp) => {
    const before = names();
    expect(await messageOf(stack.refresh())).toMatch(sentence);
    expect(names()).toEqual(before);
  };
  /** The refresh begins with the application, so that nobody asked for its project before. */
  const onlyApplication = () => {
    const kept = stack.state.get("air-app-dev");
    stack.state.clear();
    if (kept) stack.state.set("air-app-dev", kept);
  };

  test("with a token of another team, although all of it is a 404", async () => {
    await deleteByHand("air-app-dev");
    more = { COOLIFY_TOKEN: stage.coolify.tokens.otherTeam };
    await expectKept(/Use a token of that team/);
    onlyApplication();
    await expectKept(/Use a token of that team/);
  });

  test.each([
    [500, /GET \/projects\/\w+ answered 500/],
    [403, /Something in front of .* answers instead of Coolify/],
  ])("while its project answers %s", async (status, sentence) => {
    await deleteByHand("air-app-dev");
    onlyApplication();
    const project = String(stack.outputs("air-app-dev").project);
    stage.coolify.faults.add({ action: "error", status, method: "GET", path: `/api/v1/projects/${project}` });
    await expectKept(sentence);
    stage.coolify.faults.clear();
    await stack.refresh();
    expect(names()).toEqual([]);
  });

  test.each(["/api/v1/team", "/api/v1/version"])("while %s does not answer", async (path) => {
    await deleteByHand("air-app-dev");
    onlyApplication();
    stage.coolify.faults.add({ action: "error", status: 502, path });
    await expectKept(/502/);
  });

  test("when the address answers everything with a 404 that is not Coolify's", async () => {
    stage.coolify.faults.add({ action: "error", status: 404 });
    await expectKept(/does not answer like Coolify's API/);
  });
});
