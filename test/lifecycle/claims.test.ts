import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** What a program says twice, or says under another name. */
let stage: Stage;
let stack: MiniStack;
beforeEach(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
});
afterEach(() => stage.close());

type Outputs = (name: string) => Properties;
const within = (outputs: Outputs) => ({ project: outputs("air").uuid, owner: outputs("air").owner });
const placed = (outputs: Outputs) => ({ ...within(outputs), environment: "production", server: "main" });
const air: Planned = { name: "air", kind: "Project", inputs: () => ({ stamp: "air/air", name: "AIR" }) };
const environment = (name: string, called = "test"): Planned => ({
  name,
  kind: "Environment",
  inputs: (outputs) => ({ ...within(outputs), name: called }),
});
const application = (name: string, stamp = `air/${name}`): Planned => ({
  name,
  kind: "Application",
  inputs: (outputs) => ({
    ...placed(outputs),
    stamp,
    name,
    source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
  }),
});
const database = (name: string, more: Properties = {}): Planned => ({
  name,
  kind: "Database",
  inputs: (outputs) => ({
    ...placed(outputs),
    stamp: "air/ledger",
    name: "ledger",
    engine: { type: "postgresql", database: "ledger" },
    ...more,
  }),
});
const backup = (name: string, more: Properties): Planned => ({
  name,
  kind: "DatabaseBackup",
  inputs: (outputs) => ({ database: outputs("ledger").uuid, owner: outputs("ledger").owner, frequency: "daily", ...more }),
});
const TEXT = "services:\n  web:\n    image: nginx\n  api:\n    image: httpd\n";
const shop = (urls: Properties): Planned => ({
  name: "shop",
  kind: "Service",
  inputs: (outputs) => ({ ...placed(outputs), stamp: "air/shop", name: "shop", urls, source: { type: "compose", text: TEXT } }),
});
const part = (container: string, urls?: string[]): Planned => ({
  name: container,
  kind: "ServiceApplication",
  inputs: (outputs) => ({ service: outputs("shop").uuid, owner: outputs("shop").owner, container, ...(urls && { urls }) }),
});

const failure = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const writes = () => stage.requests().filter((line) => !line.startsWith("GET"));
const uuidOf = (name: string) => String(stack.outputs(name).uuid);

describe("two resources that are one object", () => {
  test("two new ones of one stamp: the second is not made", async () => {
    await stack.up([air]);
    stage.requests();
    const message = await failure(stack.up([air], [application("web", "air/web"), application("api", "air/web")]));
    expect(message).toMatch(/Two resources of this program have the stamp "air\/web": this Application api and Application web\./);
    expect(writes()).toEqual(["POST /applications/dockerimage"]);
    // As soon as it has another stamp, all is well.
    expect(await stack.up([air], [application("web", "air/web"), application("api")])).toContain("create api");
  });

  test.each([
    ["behind it", (news: Planned, there: Planned) => [there, news]],
    ["before it", (news: Planned, there: Planned) => [news, there]],
  ])("a new one %s with the stamp, or the name, of one that is there", async (_, inOrder) => {
    await stack.up([air], [application("web"), environment("test")]);
    stage.requests();
    const twice = (news: Planned, there: Planned) => failure(stack.up([air], inOrder(news, there)));
    expect(await twice(application("api", "air/web"), application("web"))).toContain("Two resources of this program");
    expect(await twice(environment("other"), environment("test"))).toContain("Two resources of this program");
    expect(writes().filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  test("addresses of a container that its service and its part give", async () => {
    const both = [[air], [shop({ web: ["https://web.example.com"] })], [part("web", ["https://other.example.com"])]];
    expect(await failure(stack.up(...both))).toMatch(/Two resources of this program give the addresses \(urls\) of the container "web"/);
    await stack.up([air], [shop({ web: ["https://web.example.com"] })], [part("web"), part("api", ["https://api.example.com"])]);
    stage.requests();
    // Before anything is sent, as in a preview.
    expect(await failure(stack.up(...both))).toContain("keep it in one of them");
    expect(stage.requests()).toEqual([]);
    // They may pass from one to the other.
    await stack.up([air], [shop({})], [part("web", ["https://web.example.com"]), part("api", [])]);
    expect(await stack.refresh()).toEqual([]);
  });
});

test("the environment that Coolify makes with a project is nobody's to take in one that was made by hand", async () => {
  const headers = { authorization: `Bearer ${stage.coolify.tokens.admin}`, accept: "application/json", "content-type": "application/json" };
  const made = await fetch(`${stage.coolify.url}/api/v1/projects`, { method: "POST", headers, body: JSON.stringify({ name: "by hand" }) });
  const { uuid: project } = (await made.json()) as Properties;
  const production = (more: Properties = {}): Planned => ({
    name: "production",
    kind: "Environment",
    inputs: () => ({ project, name: "production", description: "Ours", ...more }),
  });
  expect(await failure(stack.up([production()]))).toContain("in a place that this program did not make");
  expect(writes()).toEqual(["POST /projects"]);
  expect(await stack.up([production({ adopt: true })])).toEqual(["create production"]);
});

describe("another name in the program for the same object", () => {
  test("keeps it: nothing is made and nothing deleted", async () => {
    await stack.up([air], [environment("test"), application("web", "air/web"), database("ledger")]);
    const before = ["test", "web", "ledger"].map(uuidOf);
    stage.requests();
    const renamed = [environment("stage"), { ...application("web", "air/web"), name: "site" }, { ...database("ledger"), name: "orders" }];
    expect((await stack.up([air], renamed)).sort()).toEqual([
      ...["create orders", "create site", "create stage", "delete ledger", "delete test", "delete web", "same air"],
    ]);
    expect(writes()).toEqual([]);
    expect(["stage", "site", "orders"].map(uuidOf)).toEqual(before);
    expect(await stack.refresh()).toEqual([]);
  });
});

test("a set of variables under another name keeps them, but for those that it does not have any more", async () => {
  const set = (name: string, variables: Properties): Planned => ({
    name,
    kind: "ApplicationVariables",
    inputs: (outputs) => ({ application: outputs("web").uuid, owner: outputs("air").owner, variables }),
  });
  const shared = (name: string, variables: Properties): Planned => ({
    name,
    kind: "SharedVariables",
    inputs: (outputs) => ({ scope: { type: "project", project: outputs("air").uuid }, owner: outputs("air").owner, variables }),
  });
  const [kept, left] = [{ A: { value: "1" } }, { B: { value: "2" } }];
  await stack.up([air], [application("web")], [set("former", { ...kept, ...left }), shared("first", { ...kept, ...left })]);
  stage.requests();
  await stack.up([air], [application("web")], [set("renamed", kept), shared("second", kept)]);
  expect(writes().map((line) => line.replace(/[^/]+$/, "*"))).toEqual([
    `DELETE /projects/${uuidOf("air")}/envs/*`,
    ...["production", "preview"].map(() => `DELETE /applications/${uuidOf("web")}/envs/*`),
  ]);
  expect(await stack.refresh()).toEqual([]);
});

describe("schedules of one database and one time", () => {
  const all = [backup("main", {}), backup("both", { databases: ["ledger", "archive"] }), backup("whole", { dumpAll: true })];

  test("are made beside each other and found again, each by what it backs up", async () => {
    await stack.up([air], [database("ledger")], [all[1] as Planned]);
    // The one without databases is new: what is there is another one's.
    await stack.up([air], [database("ledger")], all);
    const before = ["main", "both", "whole"].map(uuidOf);
    expect(new Set(before).size).toBe(3);
    stack.state.clear();
    stage.requests();
    await stack.up([air], [database("ledger")], all);
    expect(["main", "both", "whole"].map(uuidOf)).toEqual(before);
    expect(writes()).toEqual([]);
  });
});

describe("a database whose state was lost", () => {
  const engine = (password: string) => ({ engine: { type: "postgresql", user: "ledger", password } });
  const start = (path: string, body?: unknown) =>
    fetch(`${stage.coolify.url}/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${stage.coolify.tokens.admin}`, accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });

  test("takes another password as long as it never ran", async () => {
    await stack.up([air], [database("ledger", engine("former-1"))]);
    stack.state.clear();
    await stack.up([air], [database("ledger", engine("drawn-anew-2"))]);
    expect(await stack.refresh()).toEqual([]);
  });

  test("is left alone with its password once it has run, since its volume keeps that", async () => {
    await stack.up([air], [database("ledger", engine("former-1"))]);
    await start(`/databases/${uuidOf("ledger")}/start`);
    await new Promise((done) => setTimeout(done, 200));
    stack.state.delete("ledger");
    stage.requests();
    const message = await failure(stack.up([air], [database("ledger", engine("drawn-anew-2"))]));
    expect(message).toContain("but it has run with another password, which its volume keeps. Give it the password that Coolify shows");
    expect(message).not.toMatch(/former-1|drawn-anew-2/);
    expect(writes()).toEqual([]);
    expect(await stack.up([air], [database("ledger", engine("former-1"))])).toContain("create ledger");
    expect(writes()).toEqual([]);
  });
});
