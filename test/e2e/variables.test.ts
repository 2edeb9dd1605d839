import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "../lifecycle/coolifyApi.ts";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { applicationOf, placeOf } from "../lifecycle/variableScene.ts";
import { type PlainStack, plainStack, type Run } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 180_000;

/** Variable sets through Pulumi itself: secret values are ciphertext in state on every path, rotated and removed ones too. */
let stage: Stage;
let stack: PlainStack;
let application: string;

beforeAll(async () => {
  stage = await openStage();
  stack = plainStack(stage.environment(identityOf(stage.coolify)));
  application = await applicationOf(stage, await placeOf(stage));
}, PATIENCE);
afterAll(async () => {
  stack.close();
  await stage.close();
});
afterEach(() => stage.coolify.faults.clear());

const secret = (value: string) => `<secret canary-${value}>`;
const wished = (variables: Properties, more: Properties = {}): Wished[] => [
  { kind: "ApplicationVariables", name: "own", args: { application, variables, ...more } },
  { kind: "SharedVariables", name: "shared", args: { scope: { type: "team" }, variables: { TOKEN: { value: secret("shared") } } } },
];
const FIRST = {
  PLAIN: { value: "1" },
  SECRET: { value: secret("one"), preview: { value: secret("preview") } },
  HIDDEN: { value: secret("hidden"), isShownOnce: true },
  GOING: { value: secret("going") },
};
const ROTATED = { PLAIN: { value: "2" }, SECRET: { value: secret("two"), preview: { value: secret("preview") } }, HIDDEN: FIRST.HIDDEN };

/** What was done, after a look that no secret stands in clear in state, events and output. */
async function done(run: Promise<Run>): Promise<Run> {
  const ended = await run;
  const state = JSON.stringify(await stack.state());
  expect(`${state}\n${stack.events()}\n${ended.output}`.match(/canary-\w+/)).toBeNull();
  return ended;
}
const rows = () => ask<Properties[]>(stage, "GET", `/applications/${application}/envs`);
const shown = async () =>
  (await rows()).map(({ key, value = "(hidden)", is_preview: isPreview }) => `${isPreview ? "preview " : ""}${key}=${value}`).sort();
const AFTER = [
  "HIDDEN=(hidden)",
  "PLAIN=2",
  "SECRET=canary-two",
  "preview HIDDEN=(hidden)",
  "preview PLAIN=1",
  "preview SECRET=canary-preview",
];

test(
  "made, and settled",
  async () => {
    expect(await done(stack.up(wished(FIRST)))).toMatchObject({ code: 0, steps: ["create own", "create shared"] });
    expect(await done(stack.refresh())).toMatchObject({ code: 0 });
    stage.requests();
    expect(await done(stack.up(wished(FIRST)))).toMatchObject({ code: 0, steps: [] });
    expect(stage.requests()).toEqual([]);
  },
  PATIENCE,
);

test(
  "rotated and removed, while Coolify fails: kept as unfinished, and finished by the next run",
  async () => {
    stage.coolify.faults.add({ action: "error", method: "PATCH", path: "/api/v1/**/bulk", status: 502 });
    expect(await done(stack.up(wished(ROTATED)))).toMatchObject({ code: 1 });
    expect(await done(stack.refresh())).toMatchObject({ code: 0 });
    stage.coolify.faults.clear();
    stage.coolify.faults.add({ action: "error", method: "DELETE", path: "/api/v1/**", status: 502 });
    expect(await done(stack.up(wished(ROTATED)))).toMatchObject({ code: 1 });
    stage.coolify.faults.clear();
    expect(await done(stack.up(wished(ROTATED)))).toMatchObject({ code: 0, steps: ["update own"] });
    expect(await shown()).toEqual(AFTER);
    expect(await done(stack.up(wished(ROTATED)))).toMatchObject({ code: 0, steps: [] });
  },
  PATIENCE,
);

test(
  "changed by hand: seen by a refresh without a secret in clear, and changed back",
  async () => {
    const data = [
      { key: "SECRET", value: "canary-by-hand" },
      { key: "PLAIN", value: "other" },
    ];
    await ask(stage, "PATCH", `/applications/${application}/envs/bulk`, { data });
    await done(stack.refresh());
    const preview = await done(stack.preview(wished(ROTATED)));
    expect(preview.steps).toEqual(["update own"]);
    expect(await done(stack.up(wished(ROTATED)))).toMatchObject({ code: 0, steps: preview.steps });
    expect(await shown()).toEqual(AFTER);
  },
  PATIENCE,
);

test(
  "removed",
  async () => {
    expect(await done(stack.destroy())).toMatchObject({ code: 0, steps: ["delete own", "delete shared"] });
    expect(await rows()).toEqual([]);
    expect(await ask(stage, "GET", "/team/envs")).toEqual([]);
  },
  PATIENCE,
);
