import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openStage, type Stage } from "../lifecycle/stage.ts";
import { type PlainStack, plainStack } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 120_000;

/** Two Coolifys in one program, a provider instance for each; each sees only what is its own. */
let main: Stage;
let second: Stage;
let stack: PlainStack;

beforeAll(async () => {
  [main, second] = await Promise.all([openStage(), openStage()]);
  stack = plainStack({
    COOLIFY_BASE_URL_MAIN: main.coolify.url,
    COOLIFY_TOKEN_MAIN: main.coolify.tokens.admin,
    COOLIFY_BASE_URL_SECOND: second.coolify.url,
    COOLIFY_TOKEN_SECOND: second.coolify.tokens.admin,
  });
}, PATIENCE);
afterAll(async () => {
  stack.close();
  await Promise.all([main.close(), second.close()]);
});

/** The same two resources at each Coolify; nothing but the provider says which one. */
const wishes = ["main", "second"].flatMap((coolify): Wished[] => [
  { kind: "CoolifyProvider", name: coolify, args: { coolify } },
  { kind: "Project", name: `${coolify}-air`, args: { stamp: `test/${coolify}-air`, name: `AIR ${coolify}` }, provider: coolify },
  {
    kind: "Environment",
    name: `${coolify}-staging`,
    args: { owner: `<${coolify}-air owner>`, project: `<${coolify}-air uuid>`, name: "staging" },
    provider: coolify,
  },
]);

const writes = (stage: Stage) => stage.requests().filter((line) => !line.startsWith("GET"));

const projects = async ({ coolify }: Stage) => {
  const answer = await fetch(`${coolify.url}/api/v1/projects`, { headers: { authorization: `Bearer ${coolify.tokens.admin}` } });
  return ((await answer.json()) as { name: string }[]).map(({ name }) => name);
};

test(
  "up: each Coolify gets its own",
  async () => {
    const { code, output, steps } = await stack.up(wishes);
    expect(code === 0 ? "" : output).toBe("");
    expect(steps).toEqual(["create main-air", "create main-staging", "create second-air", "create second-staging"]);
    for (const stage of [main, second])
      expect(writes(stage)).toEqual(["POST /projects", expect.stringMatching(/^POST \/projects\/\w+\/environments$/)]);
    expect([await projects(main), await projects(second)]).toEqual([["AIR main"], ["AIR second"]]);
  },
  PATIENCE,
);

test(
  "state names the Coolify of each resource, and no token",
  async () => {
    const state = await stack.state();
    const ours = state.deployment.resources.filter(({ urn }) => urn.includes("dynamic/coolify:"));
    expect(ours.map(({ urn, inputs }) => [urn.split("::").at(-1)?.split("-")[0], inputs?.coolify])).toEqual(
      expect.arrayContaining([
        ["main", "main"],
        ["second", "second"],
      ]),
    );
    for (const { urn, inputs } of ours) expect(urn.split("::").at(-1)?.startsWith(String(inputs?.coolify))).toBe(true);
    expect(JSON.stringify(state)).not.toContain((main.coolify.tokens.admin ?? "").split("|")[1]);
  },
  PATIENCE,
);

test(
  "again: nothing changes, nothing is written; a refresh finds each at its own Coolify",
  async () => {
    expect((await stack.preview(wishes)).steps).toEqual([]);
    expect((await stack.up(wishes)).steps).toEqual([]);
    const refreshed = await stack.refresh();
    expect(refreshed.code === 0 ? "" : refreshed.output).toBe("");
    expect([writes(main), writes(second)]).toEqual([[], []]);
    expect((await stack.up(wishes)).steps).toEqual([]);
  },
  PATIENCE,
);

test(
  "destroy: both are empty",
  async () => {
    const { code, output } = await stack.destroy();
    expect(code === 0 ? "" : output).toBe("");
    expect([await projects(main), await projects(second)]).toEqual([[], []]);
  },
  PATIENCE,
);
