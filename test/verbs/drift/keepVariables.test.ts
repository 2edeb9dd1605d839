import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createContext } from "../../../verbs/context.ts";
import type { Drift } from "../../../verbs/drift/drift.ts";
import { planKeep } from "../../../verbs/drift/keep.ts";
import type { FieldDrift } from "../../../verbs/drift/live.ts";
import { withMachine } from "../../cli/pf.ts";

const YAML =
  "environments: { development: { variables: { A: a, S: { secret: s } }, previews: { variables: { A: p, ONLY: o, T: { secret: t } } } } }\n";

/** Where what was changed by hand in the variables of AIR's development would be written. */
const kept = (...fields: FieldDrift[]) =>
  withMachine(async ({ config, environment }) => {
    appendFileSync(path.join(config, "instances/air.instance.yaml"), YAML);
    const application = { kind: "Application", name: "air-app-dev", inputs: {}, resource: { id: "app" }, fields: [] };
    const inputs = { application: "app", variables: { ONLY: { previewOnly: true }, T: { previewOnly: true } } };
    const variables = { kind: "ApplicationVariables", name: "air-app-dev-variables", inputs, resource: { id: "app" }, fields };
    const live = [application, variables].map((one) => ({ urn: one.name, state: "changed", foreign: [], ...one }));
    const drift = { report: { stack: "air", foreign: [] }, live } as unknown as Drift;
    const { keepings, refused } = planKeep(createContext(path.join(__dirname, "../../.."), environment), drift, new Map());
    return [
      ...keepings.map(({ path: at, value }) => `${at.join(".")} = ${JSON.stringify(value)}`),
      ...refused.map(({ what, reason }) => `${what}: ${reason}`),
    ];
  });

const HERE = "environments.development";

test("a variable, and what previews get of it", async () => {
  const found = await kept({ path: "variables.A.value", is: "x" }, { path: "variables.A.preview.value", is: "y{{z" });
  expect(found).toEqual([`${HERE}.variables.A = "x"`, `${HERE}.previews.variables.A = "y\\\\{{z"`]);
});

test("a variable that previews alone have", async () => {
  expect(await kept({ path: "variables.ONLY.value", is: "x" }, { path: "variables.ONLY" })).toEqual([
    `${HERE}.previews.variables.ONLY = "x"`,
    `${HERE}.previews.variables.ONLY = null`,
  ]);
});

test("what the YAML has no words for, or says elsewhere, is refused", async () => {
  const found = await kept(
    { path: "variables.S.preview.value", is: "x" },
    { path: "variables.T.value", is: "x" },
    { path: "variables.A.preview" },
    { path: "variables.A.isLiteral", is: true },
  );
  expect(found.map((line) => line.replace(/^.*?: /, ""))).toEqual([
    "the YAML says where the value comes from, not what it is: change it there",
    "the YAML says where the value comes from, not what it is: change it there",
    "the YAML has no words for this setting of a variable",
    "the YAML has no words for this setting of a variable",
  ]);
});
