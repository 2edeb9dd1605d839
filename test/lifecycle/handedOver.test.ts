import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** A domain goes from one to another in one run. Whoever gets it may be written first: nothing tells Pulumi of an order. */
const DOMAIN = "https://www.air.pfcore.io";
const OTHER = "https://old.air.pfcore.io";

let stage: Stage;
let stack: MiniStack;
beforeEach(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
});
afterEach(() => stage.close());

const air: Planned = { name: "air", kind: "Project", inputs: () => ({ stamp: "air/air", name: "AIR" }) };
const place = (outputs: (name: string) => Record<string, unknown>) => ({
  ...{ project: outputs("air").uuid, owner: outputs("air").owner, environment: "production", server: "main" },
});
const application = (name: string, domains: string[]): Planned => ({
  name,
  kind: "Application",
  inputs: (outputs) => ({
    ...place(outputs),
    ...{ stamp: `air/${name}`, name, domains, source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" } },
  }),
});
const service = (urls: Record<string, string[]>): Planned => ({
  name: "shop",
  kind: "Service",
  inputs: (outputs) => ({
    ...place(outputs),
    ...{ stamp: "air/shop", name: "shop", urls, source: { type: "compose", text: "services:\n  web:\n    image: nginx\n" } },
  }),
});
/** Its owner gives it away last. */
const lateOwner = () =>
  stage.coolify.faults.add({
    action: "delay",
    milliseconds: 20,
    method: "PATCH",
    path: `/api/v1/applications/${String(stack.outputs("old").uuid)}`,
  });
const failure = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );

test("to an application that is there", async () => {
  await stack.up([air], [application("old", [DOMAIN]), application("new", [])]);
  lateOwner();
  expect((await stack.up([air], [application("new", [DOMAIN]), application("old", [OTHER])])).sort()).toEqual([
    ...["same air", "update new", "update old"],
  ]);
  expect(await stack.refresh()).toEqual([]);
});

test("to one that is made in the same run", async () => {
  await stack.up([air], [application("old", [DOMAIN])]);
  lateOwner();
  expect(await stack.up([air], [application("new", [DOMAIN]), application("old", [OTHER])])).toContain("create new");
  expect(await stack.refresh()).toEqual([]);
});

test("to a container of a service", async () => {
  await stack.up([air], [application("old", [DOMAIN]), service({})]);
  lateOwner();
  expect(await stack.up([air], [service({ web: [DOMAIN] }), application("old", [OTHER])])).toContain("update shop");
  expect(await stack.refresh()).toEqual([]);
});

describe("between containers of one service, which wait for each other", () => {
  const TEXT = "services:\n  web:\n    image: nginx\n  api:\n    image: httpd\n";
  const shop: Planned = {
    name: "shop",
    kind: "Service",
    inputs: (outputs) => ({ ...place(outputs), ...{ stamp: "air/shop", name: "shop", source: { type: "compose", text: TEXT } } }),
  };
  const part = (container: string, urls: string[]): Planned => ({
    name: container,
    kind: "ServiceApplication",
    inputs: (outputs) => ({ service: outputs("shop").uuid, owner: outputs("shop").owner, container, urls }),
  });

  test.each([
    ["the one that gets it first", [part("api", [DOMAIN]), part("web", [])]],
    ["the one that gives it first", [part("web", [OTHER]), part("api", [DOMAIN])]],
  ])("%s", async (_, moved) => {
    await stack.up([air], [shop], [part("web", [DOMAIN]), part("api", [])]);
    await stack.up([air], [shop], moved);
    expect(await stack.refresh()).toEqual([]);
  });

  test("to a part that is not in state yet", async () => {
    await stack.up([air], [shop], [part("web", [DOMAIN])]);
    expect(await stack.up([air], [shop], [part("api", [DOMAIN]), part("web", [])])).toContain("create api");
    expect(await stack.refresh()).toEqual([]);
  });
});

test("a swap cannot be done in one run, and the way out is told", async () => {
  await stack.up([air], [application("old", [DOMAIN]), application("new", [OTHER])]);
  const swapped = [application("old", [OTHER]), application("new", [DOMAIN])];
  expect(await failure(stack.up([air], swapped))).toMatch(/belongs to the application .*need a run in between in which one has none/s);
  await stack.up([air], [application("old", []), application("new", [DOMAIN])]);
  await stack.up([air], swapped);
  expect(await stack.refresh()).toEqual([]);
});
