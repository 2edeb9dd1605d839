import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { kindOf, samples } from "../providers/samples.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** Two projects with the environments that the samples name. */
const ENVIRONMENTS = ["development", "staging"];
const PARENTS: Planned[][] = [
  ["first", "second"].map((name) => ({ name, kind: "Project", inputs: () => ({ stamp: `base/${name}`, name: `Base ${name}` }) })),
  ["first", "second"].flatMap((project) =>
    ENVIRONMENTS.map((name) => ({
      name: `${project}-${name}`,
      kind: "Environment",
      inputs: (outputs) => ({ project: outputs(project).uuid, owner: outputs(project).owner, name }),
    })),
  ),
];

test("every kind has a sample", () =>
  expect(Object.keys(samples).map(kindOf)).toEqual(expect.arrayContaining(kinds.map((kind) => kind.type))));

describe.each(Object.entries(samples))("%s", (title, sample) => {
  const kind = kindOf(title);
  let stage: Stage;
  let parents: MiniStack;
  let stack: MiniStack;

  beforeAll(async () => {
    stage = await openStage();
    const start = () => inProcess(stage.environment(identityOf(stage.coolify)));
    // Only what needs parents gets them.
    parents = new MiniStack(start);
    await parents.up(...(kind === "Application" ? PARENTS : kind === "Environment" ? PARENTS.slice(0, 1) : []));
    stack = new MiniStack(start);
  });
  afterAll(() => stage.close());
  beforeEach(() => {
    stage.requests();
  });

  const placed = (inputs: Properties): Properties => {
    if (inputs.project === undefined) return inputs;
    const { uuid, owner } = parents.outputs(inputs.project === "OTHER" ? "second" : "first");
    return { ...inputs, project: uuid, owner };
  };
  const planned = (more: Properties = {}): Planned[] => [{ name: "it", kind, inputs: () => placed({ ...sample.inputs, ...more }) }];
  const writes = (requests: string[]) => requests.filter((line) => !line.startsWith("GET"));

  test("create: one POST, nothing is read after it", async () => {
    expect(await stack.up(planned())).toEqual(["create it"]);
    const requests = stage.requests();
    expect(writes(requests)).toHaveLength(1);
    expect(requests.at(-1)).toMatch(/^POST/);
  });

  test("second up: sends nothing", async () => {
    expect(await stack.up(planned())).toEqual(["same it"]);
    expect(stage.requests()).toEqual([]);
  });

  test("refresh: one read, no difference", async () => {
    expect(await stack.refresh()).toEqual([]);
    expect(stage.requests()).toHaveLength(1);
    expect(await stack.up(planned())).toEqual(["same it"]);
  });

  test("update: one PATCH with the changed keys", async () => {
    if (!sample.update) {
      expect(kinds.find(({ type }) => type === kind)?.routes.update).toBeUndefined();
      return;
    }
    expect(await stack.up(planned(sample.update.inputs))).toEqual(["update it"]);
    expect(stage.requests()).toEqual([expect.stringMatching(/^PATCH/)]);
    expect(await stack.refresh()).toEqual([]);
    await stack.up(planned());
  });

  test("a change by hand: seen by refresh, taken back by up", async () => {
    const { update } = kinds.find(({ type }) => type === kind)?.routes ?? {};
    if (!update || !sample.update) return expect(sample.update).toBeUndefined();
    const path = update.path.replace("{uuid}", String(stack.outputs("it").uuid));
    await fetch(`${stage.coolify.url}/api/v1${path}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${stage.coolify.tokens.admin}`, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(sample.update.body),
    });
    expect(await stack.refresh()).toEqual(["it"]);
    expect(await stack.up(planned())).toEqual(["update it"]);
    expect(await stack.refresh()).toEqual([]);
  });

  test("replace: another object, the old one is gone first", async () => {
    for (const [field, more] of Object.entries(sample.replace)) {
      const before = stack.outputs("it").uuid;
      stage.requests();
      expect([field, await stack.up(planned(more))]).toEqual([field, ["replace it"]]);
      const [remove, make] = writes(stage.requests());
      expect([remove, make]).toEqual([expect.stringMatching(/^DELETE/), expect.stringMatching(/^POST/)]);
      expect(stack.outputs("it").uuid).not.toBe(before);
      expect(await stack.refresh()).toEqual([]);
      await stack.up(planned());
    }
  });

  test("lost from state: found again by stamp or name, made no second time", async () => {
    const { uuid } = stack.outputs("it");
    stack.state.clear();
    expect(await stack.up(planned())).toEqual(["create it"]);
    expect(stack.outputs("it").uuid).toBe(uuid);
    expect(writes(stage.requests())).toEqual([]);
  });

  test("gone: refresh notes it, up makes it again", async () => {
    const { uuid } = stack.outputs("it");
    const driver = inProcess(stage.environment(identityOf(stage.coolify)));
    await driver.delete(String(uuid), stack.outputs("it"));
    await driver.stop();
    expect(await stack.refresh()).toEqual(["it"]);
    expect(await stack.up(planned())).toEqual(["create it"]);
    expect(stack.outputs("it").uuid).not.toBe(uuid);
  });

  test("destroy: nothing is left, and doing it again is no fault", async () => {
    const kept = stack.outputs("it");
    expect(await stack.destroy()).toEqual(["delete it"]);
    const driver = inProcess(stage.environment(identityOf(stage.coolify)));
    expect((await driver.read(String(kept.uuid), kept)).id).toBe("");
    await driver.delete(String(kept.uuid), kept);
    await driver.stop();
  });
});
