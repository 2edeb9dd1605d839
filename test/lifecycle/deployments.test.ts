import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ask, deploymentsOf } from "./coolifyApi.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

let stage: Stage;
let stack: MiniStack;
let version = 0;

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
  await stack.up(...air());
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.requests();
});

/** The fleet with another fingerprint: both applications are due. */
const due = () => air({ fingerprint: `version ${++version}` });
const uuidOf = (name: string) => stack.outputs(name).uuid;
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const starts = () => stage.requests().filter((line) => line === "POST /deploy").length;
const progress = () => stage.home.lines("progress").map(({ application, status }) => `${application} ${status}`);

describe("G3: a deployment that goes wrong", () => {
  test("by its build: the end of the log, and what still runs; the other one goes on; the next up tries again", async () => {
    const before = stack.outputs("air-app-dev-deployment");
    stage.coolify.control("outcome", { application: "air-app-dev", remote: { image: "absent", build: "fails" }, times: 1 });
    const wanted = due();
    const message = await messageOf(stack.up(...wanted));
    expect(message).toMatch(
      /^air-app-dev \(coolify:Deployment\): The deployment ended as "failed"\. The version that ran before keeps running\.\n( {2}\| .+\n?)+$/,
    );
    expect(stack.outputs("air-app-dev-deployment")).toEqual(before);
    expect(stage.home.lines("failures").at(-1)).toMatchObject({ code: 4, message });
    expect(progress()).toContain("air-app-dev failed");
    expect((await stack.up(...wanted)).filter((line) => !line.startsWith("same"))).toEqual(["update air-app-dev-deployment"]);
  });

  test("by Coolify's own health check: what it saw is in the log", async () => {
    stage.coolify.control("site", { application: "ep-app-prod", path: "/api/health", status: 500, body: "no database" });
    const wanted = due();
    expect(await messageOf(stack.up(...wanted))).toMatch(/ep-app-prod .*ended as "failed"[\s\S]*New container is not healthy/);
    stage.coolify.control("site", { application: "ep-app-prod", path: "/api/health", status: 200 });
    expect((await stack.up(...wanted)).filter((line) => !line.startsWith("same"))).toEqual(["update ep-app-prod-deployment"]);
  });

  test("by what the world outside sees: where it was asked, what it said", async () => {
    stage.coolify.control("site", { application: "ep-app-prod", path: "/outside", status: 500, body: "no database" });
    const driver = inProcess(stage.environment(identityOf(stage.coolify)));
    const inputs = { ...stack.outputs("ep-app-prod-deployment"), healthCheckPath: "/outside" };
    expect(await messageOf(driver.create(inputs))).toBe(
      "ep-app-prod (coolify:Deployment): It is deployed (HEAD) but not well: GET https://ep.air.pfcore.io/outside: it answers 500: no database.",
    );
    await driver.stop();
    expect(progress()).toContain("ep-app-prod unhealthy");
  });

  test("by a missing image: Coolify's own words", async () => {
    const source = { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "9.9.9" };
    expect(await messageOf(stack.up(...air({ applications: { "ep-app-prod": { source } } })))).toMatch(
      /ep-app-prod .*ended as "failed"[\s\S]*\| /,
    );
    await stack.up(...due());
  });

  test("because the application is gone", async () => {
    const driver = inProcess(stage.environment(identityOf(stage.coolify)));
    const inputs = { ...stack.outputs("air-app-dev-deployment"), application: "nobody0000000000000000000", fingerprint: "x" };
    expect(await messageOf(driver.create(inputs))).toBe(
      "air-app-dev (coolify:Deployment): Coolify knows no application nobody0000000000000000000. It may have been deleted there: `pf refresh` takes note of that, `pf up` makes it again.",
    );
    await driver.stop();
  });
});

describe("G6: another deployment is under way", () => {
  beforeAll(() => void stage.coolify.settings({ deploymentDuration: 600 }));
  afterAll(() => void stage.coolify.settings({ deploymentDuration: 60 }));

  test.each([
    ["a git source: ours begins when it has ended", "air-app-dev", false],
    ["an image: ours is forced, which costs nothing", "ep-app-prod", true],
  ])("of %s", async (_, name, forced) => {
    const application = uuidOf(name);
    const before = (await deploymentsOf(stage, application)).length;
    await ask(stage, "POST", "/deploy", { uuid: application });
    await stack.up(...due());
    const rows = await deploymentsOf(stage, application);
    expect(rows.length).toBe(before + 2);
    expect(rows[0]).toMatchObject({
      deployment_uuid: stack.outputs(`${name}-deployment`).deploymentUuid,
      force_rebuild: forced,
      status: "finished",
    });
  });
});

test("Coolify is away for a while in the middle: nothing is lost", async () => {
  stage.coolify.settings({ deploymentDuration: 800 });
  const running = stack.up(...due());
  stage.coolify.faults.add({ action: "stop-listening", method: "GET", path: "/api/v1/deployments", nth: 2, milliseconds: 1500 });
  expect((await running).filter((line) => !line.startsWith("same"))).toEqual([
    "update air-app-dev-deployment",
    "update ep-app-prod-deployment",
  ]);
  stage.coolify.faults.clear();
  stage.coolify.settings({ deploymentDuration: 60 });
});

test("an application is deleted while it is deployed: only its own deployment fails", async () => {
  stage.coolify.settings({ deploymentDuration: 700 });
  const extra = await ask(stage, "POST", "/applications/dockerimage", {
    project_uuid: uuidOf("air"),
    environment_name: "production",
    server_uuid: "s0sandbox0server0000main",
    docker_registry_image_name: "ghcr.io/pf-core/ep-app",
    docker_registry_image_tag: "1.0.0",
    ports_exposes: "3000",
  });
  const driver = inProcess(stage.environment(identityOf(stage.coolify)));
  const common = stack.outputs("ep-app-prod-deployment");
  const doomed = { ...common, application: extra.uuid, name: "doomed", fingerprint: "x" };
  const both = Promise.all([messageOf(driver.create(doomed)), messageOf(driver.create({ ...common, fingerprint: "y" }))]);
  await new Promise((done) => setTimeout(done, 300));
  await ask(stage, "DELETE", `/applications/${extra.uuid}`);
  expect(await both).toEqual([expect.stringContaining("the application was deleted while it was being deployed"), "went well"]);
  await driver.stop();
  stage.coolify.settings({ deploymentDuration: 60 });
});

test("a person cancels it: said as it is", async () => {
  stage.coolify.settings({ deploymentDuration: 3000 });
  const wanted = due();
  const running = messageOf(stack.up(...wanted));
  const cancel = async (): Promise<void> => {
    const active = Object.values(await ask<Record<string, { deployment_uuid: string }>>(stage, "GET", "/deployments"));
    if (active.length < 2) return cancel();
    for (const { deployment_uuid: uuid } of active) await ask(stage, "POST", `/deployments/${uuid}/cancel`);
  };
  await cancel();
  expect(await running).toMatch(/The deployment was cancelled\./);
  stage.coolify.settings({ deploymentDuration: 60 });
  await stack.up(...wanted);
});

test("G5: a full queue: those that found a place are followed, the rest waits, nobody is deployed twice", async () => {
  const server = "s0sandbox0server0000main";
  await ask(stage, "PATCH", `/servers/${server}`, { concurrent_builds: 1, deployment_queue_limit: 1 });
  const all = ["air-app-dev", "air-app-staging", "air-app-prod", "ep-app-prod"];
  const before = await Promise.all(all.map(async (name) => (await deploymentsOf(stage, uuidOf(name))).length));
  stage.coolify.settings({ deploymentDuration: 150 });
  const deployment = (name: string) => ({
    name: `${name}-again`,
    kind: "Deployment",
    deletedWith: name,
    inputs: () => ({ application: uuidOf(name), name, fingerprint: "again", owner: stack.outputs("air").owner }),
  });
  // Coolify writes whole seconds: a deployment that began in the same one cannot be told from ours.
  await new Promise((done) => setTimeout(done, 2500));
  stage.requests();
  const [project, environments, applications, variables, deployments] = air({ fingerprint: `version ${version}` });
  await stack.up(project ?? [], environments ?? [], applications ?? [], variables ?? [], deployments ?? [], all.map(deployment));
  expect(starts()).toBeGreaterThan(1);
  const after = await Promise.all(all.map(async (name) => (await deploymentsOf(stage, uuidOf(name))).length));
  expect(after).toEqual(before.map((count) => count + 1));
  for (const name of all) expect(stack.outputs(`${name}-again`)).toMatchObject({ status: "finished" });
  await ask(stage, "PATCH", `/servers/${server}`, { concurrent_builds: 2, deployment_queue_limit: 25 });
});
