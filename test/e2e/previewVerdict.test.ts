import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { type PlainStack, plainStack, type Run } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 120_000;

/** What the preview says is what `up` then does, shown by Pulumi itself. */
let stage: Stage;
let stack: PlainStack;

beforeAll(async () => {
  stage = await openStage();
  stack = plainStack(stage.environment(identityOf(stage.coolify)));
}, PATIENCE);
afterAll(async () => {
  stack.close();
  await stage.close();
});

/** A project with what hangs on it: on its uuid and on its owner. */
function air({ name = "AIR", server = "main", value = "a" } = {}): Wished[] {
  const shared = { owner: "<air owner>" };
  return [
    { kind: "Project", name: "air", args: { stamp: "test/air", name } },
    { kind: "Environment", name: "staging", args: { ...shared, project: "<air uuid>", name: "staging" }, deletedWith: "air" },
    {
      kind: "Application",
      name: "app",
      args: {
        ...shared,
        stamp: "test/app",
        project: "<air uuid>",
        environment: "<staging name>",
        server,
        name: "air-app",
        source: { type: "dockerImage", image: "traefik/whoami", tag: "v1.11" },
        port: 80,
      },
    },
    {
      kind: "ApplicationVariables",
      name: "variables",
      args: { ...shared, application: "<app uuid>", variables: { KEY: { value } } },
      deletedWith: "app",
    },
  ];
}

/** What Pulumi said, where it did not end well. */
const endOf = ({ code, output }: Run) => (code === 0 ? "well" : output);

/** Previews, sees that nothing was sent, and does it. */
async function bothOf(wishes: Wished[]) {
  stage.requests();
  const preview = await stack.preview(wishes);
  expect({ requests: stage.requests(), ended: endOf(preview) }).toEqual({ requests: [], ended: "well" });
  const up = await stack.up(wishes);
  expect(endOf(up)).toBe("well");
  return { foretold: preview.steps, done: up.steps, sent: stage.requests().filter((line) => !line.startsWith("GET")) };
}

test(
  "made",
  async () => {
    const { foretold, done } = await bothOf(air());
    expect(foretold).toEqual(["create air", "create app", "create staging", "create variables"]);
    expect(done).toEqual(foretold);
  },
  PATIENCE,
);

test(
  "the project renamed: one update, nothing that hangs on it",
  async () => {
    const { foretold, done, sent } = await bothOf(air({ name: "AIR 2" }));
    expect(foretold).toEqual(["update air"]);
    expect(done).toEqual(foretold);
    expect(sent).toEqual([expect.stringMatching(/^PATCH \/projects\/\w+$/)]);
  },
  PATIENCE,
);

test(
  "the application on another server: it is replaced, and so is what hangs on it",
  async () => {
    const { foretold, done } = await bothOf(air({ name: "AIR 2", server: "second" }));
    expect(new Set(foretold.map((step) => step.split(" ")[1]))).toEqual(new Set(["app", "variables"]));
    expect(foretold).toEqual(expect.arrayContaining(["replace app", "replace variables"]));
    expect(done).toEqual(foretold);
  },
  PATIENCE,
);

test(
  "settled, and destroyed",
  async () => {
    expect(await bothOf(air({ name: "AIR 2", server: "second" }))).toEqual({ foretold: [], done: [], sent: [] });
    expect((await stack.destroy()).code).toBe(0);
  },
  PATIENCE,
);
