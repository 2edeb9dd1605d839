import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** What the program refuses, or Coolify does: a sentence with the cure, the right exit code, nothing written. */
let stage: Stage;
let stack: MiniStack;
let more: Record<string, string | undefined> = {};

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(more)));
  await stack.up(...air({ withoutDeployments: true }));
});
afterAll(() => stage.close());
afterEach(() => {
  more = {};
  stage.coolify.settings({ version: "4.3.11" });
});

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const writes = () => stage.requests().filter((line) => !line.startsWith("GET"));
const lastCode = () => stage.home.lines("failures").at(-1)?.code;

const send = (method: string, path: string, body: Properties) => ask(stage, method, path, body);

const applicationLike = (name: string, changes: Properties): Planned => {
  const planned = air()
    .flat()
    .find((candidate) => candidate.name === "air-app-dev");
  if (!planned) throw new Error("the fleet has no air-app-dev");
  return {
    name,
    kind: "Application",
    inputs: (outputs) => ({ ...planned.inputs(outputs), name, stamp: `air/${name}`, domains: [], ...changes }),
  };
};
/** The whole fleet with one application more. */
const with1 = (planned: Planned) => [...air({ withoutDeployments: true }), [planned]];

describe("before anything is written", () => {
  const renamed = { applications: { "air-app-dev": { name: "air-app-develop" } }, withoutDeployments: true };

  test("a token of another team changes nothing", async () => {
    more = { COOLIFY_TOKEN: stage.coolify.tokens.otherTeam };
    stage.requests();
    expect(await messageOf(stack.up(...air(renamed)))).toMatch(
      /This token belongs to team "Other" \(2\); the stack lives in team 1\. Use a token of that team/,
    );
    expect(writes()).toEqual([]);
    expect(lastCode()).toBe(3);
  });

  test("a token of another team does not make anything look gone", async () => {
    more = { COOLIFY_TOKEN: stage.coolify.tokens.otherTeam };
    expect(await messageOf(stack.refresh())).toMatch(/Use a token of that team/);
    expect(await messageOf(stack.destroy())).toMatch(/Use a token of that team/);
    expect(writes()).toEqual([]);
    // Variables go with their application; what has a deletion of its own is still there.
    expect([...stack.state.keys()]).toEqual(expect.arrayContaining(["air", "air-app-dev", "ep-app-prod"]));
  });

  test("a Coolify that is too old", async () => {
    stage.coolify.settings({ version: "4.2.9" });
    expect(await messageOf(stack.up(...air(renamed)))).toMatch(/version 4\.2\.9; the program needs 4\.3\.0/);
    expect(writes()).toEqual([]);
  });

  test("a token that may only read names the abilities that are needed", async () => {
    more = { COOLIFY_TOKEN: stage.coolify.tokens.read };
    const message = await messageOf(stack.up(...air(renamed)));
    expect(message).toMatch(/air-app-develop \(coolify:Application\): PATCH .* answered 403: Missing required permissions: write/);
    expect(message).toContain("read, write, deploy and read:sensitive");
    expect(lastCode()).toBe(3);
  });

  test("a server that Coolify does not have", async () => {
    expect(await messageOf(stack.up(...with1(applicationLike("extra", { server: "mian" }))))).toMatch(
      /Coolify has no server "mian"\. It has "main", "second"\./,
    );
  });
});

describe("what Coolify refuses is explained", () => {
  test("variables are called after their application", async () => {
    stage.coolify.faults.add({ action: "error", method: "PATCH", path: "/api/v1/applications/*/envs/bulk", status: 413 });
    const wish = { withoutDeployments: true, variables: { "air-app-dev": { NEW: { value: "canary" } } } };
    expect(await messageOf(stack.up(...air(wish)))).toMatch(
      /^air-app-dev \(coolify:ApplicationVariables\): PATCH \S+ answered 413: .*\n {2}→ The text is larger than this Coolify accepts/,
    );
    stage.coolify.faults.clear();
  });

  test("a domain that has an owner names it", async () => {
    const message = await messageOf(stack.up(...with1(applicationLike("extra", { domains: ["https://dev.air.pfcore.io"] }))));
    expect(message).toMatch(/extra \(coolify:Application\): POST \/applications\/public answered 409/);
    expect(message).toMatch(/domains: https:\/\/dev\.air\.pfcore\.io belongs to the application air-app-dev \(\w+\)/);
    expect(message).toMatch(/→ Take the domain away from its owner first/);
    expect(lastCode()).toBe(4);
  });

  test("two objects with one mark are named, none is chosen", async () => {
    const first = await send("POST", "/projects", { name: "Twin", description: "pf-core@air/twin" });
    const second = await send("POST", "/projects", { name: "Twin", description: "pf-core@air/twin" });
    stage.requests();
    const twin = new MiniStack(() => inProcess(stage.environment()));
    const message = await messageOf(twin.up([{ name: "twin", kind: "Project", inputs: () => ({ stamp: "air/twin", name: "Twin" }) }]));
    expect(message).toContain(`${first.uuid} and ${second.uuid}`);
    expect(writes()).toEqual([]);
  });

  test("a project in which somebody else put something is kept", async () => {
    const other = new MiniStack(() => inProcess(stage.environment()));
    const project: Planned = { name: "p", kind: "Project", inputs: () => ({ stamp: "air/other", name: "Other" }) };
    await other.up([project]);
    await send("POST", "/applications/dockerimage", {
      project_uuid: other.outputs("p").uuid,
      environment_name: "production",
      server_uuid: "s0sandbox0server0000main",
      docker_registry_image_name: "nginx",
      ports_exposes: "80",
    });
    const [{ name, uuid } = {}] = (await ask<Properties[]>(stage, "GET", "/applications")).filter((row) =>
      /^docker-image/.test(String(row.name)),
    );
    const message = await messageOf(other.destroy());
    expect(message).toContain(
      `Other (coolify:Project): This Project cannot be deleted, because it is not empty. In the way: application "${name}" (production, ${uuid}).`,
    );
    expect(message).toMatch(/Delete or move it, then run the same command again\./);
    expect(other.state.size).toBe(1);
  });
});

describe("an object of ours that state lost", () => {
  /** Creates one application of the fleet that the program knows nothing about. */
  const creation = async (changes: Properties) => {
    const planned = applicationLike("air-app-dev", { domains: ["https://dev.air.pfcore.io"], ...changes });
    const driver = inProcess(stage.environment());
    const { inputs } = await driver.check(
      "Application",
      planned.inputs((name) => stack.outputs(name)),
    );
    stage.requests();
    return driver.create(inputs).finally(() => driver.stop());
  };

  test("is brought back from where it was moved", async () => {
    const { id } = await creation({ environment: "staging" });
    expect(id).toBe(stack.outputs("air-app-dev").uuid);
    expect(writes()[0]).toBe(`POST /applications/${id}/move`);
    await creation({});
    expect(writes()[0]).toBe(`POST /applications/${id}/move`);
  });

  test("on another server is not touched", async () => {
    const { uuid } = stack.outputs("air-app-dev");
    expect(await messageOf(creation({ server: "second" }))).toContain(
      `Coolify has this Application already (${uuid}), but with server "main" instead of "second". Delete it at Coolify or move it back; then run the same command again.`,
    );
    expect(writes()).toEqual([]);
    expect(lastCode()).toBe(4);
  });
});

test("variables without sensitive read are written and compared without seeing them", async () => {
  more = { COOLIFY_TOKEN: stage.coolify.tokens.noSensitive };
  const wish = { withoutDeployments: true, variables: { "air-app-dev": { SECRET: { value: "canary", isShownOnce: true } } } };
  await stack.up(...air(wish));
  expect(await stack.refresh()).toEqual([]);
  expect((await stack.up(...air(wish))).filter((line) => !line.startsWith("same"))).toEqual([]);
});
