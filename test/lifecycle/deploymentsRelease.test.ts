import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask, deploymentsOf } from "./coolifyApi.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

const REPOSITORY = "https://github.com/pf-core/air-app";
let stage: Stage;
let stack: MiniStack;
let pace = "0.01";

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment({ ...identityOf(stage.coolify), PF_PACE: pace })));
});
afterAll(() => stage.close());

const project: Planned = { name: "project", kind: "Project", inputs: () => ({ stamp: "air/release", name: "Release" }) };
const application = (name: string, source: Properties, more: Properties = {}): Planned => ({
  name,
  kind: "Application",
  inputs: (outputs) => ({
    project: outputs("project").uuid,
    owner: outputs("project").owner,
    environment: "production",
    server: "main",
    stamp: `air/${name}`,
    name,
    source,
    ...more,
  }),
});
const git = application("web", { type: "publicGit", repository: REPOSITORY, branch: "main" }, { autoDeploy: false });
const image = (tag: string) => application("api", { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag });
const deployment = (name: string, more: Properties): Planned => ({
  name: `${name} runs`,
  kind: "Deployment",
  deletedWith: name,
  inputs: (outputs) => ({ application: outputs(name).uuid, owner: outputs("project").owner, name, fingerprint: "1", ...more }),
});
const up = async (owner: Planned, more: Properties): Promise<string[]> => {
  stage.requests();
  await stack.up([project], [owner], [deployment(owner.name, more)]);
  return stage.requests().filter((line) => !line.startsWith("GET /deployments"));
};
const idOf = (name: string) => String(stack.outputs(name).uuid);
const commit = () => stack.outputs("web runs").commit;
const push = (letter: string) => stage.coolify.control("push", { repository: REPOSITORY, branch: "main", commit: letter.repeat(40) });

describe("a release stays until another one is decided on (decision 22)", () => {
  test("the first run takes the head of the branch", async () => {
    push("a");
    await up(git, { release: "main, 1" });
    expect(commit()).toBe("a".repeat(40));
  });

  test("a new fingerprint alone deploys the commit that runs, in one request, whatever was pushed", async () => {
    push("b");
    expect(await up(git, { release: "main, 1", fingerprint: "2" })).toEqual([`POST /applications/${idOf("web")}/rollback`]);
    expect(stack.outputs("web runs")).toMatchObject({ commit: "a".repeat(40), status: "finished" });
    const [newest] = await deploymentsOf(stage, idOf("web"));
    expect(newest).toMatchObject({ deployment_uuid: stack.outputs("web runs").deploymentUuid, commit: "a".repeat(40) });
  });

  test("a commit that somebody went back to by hand stays too", async () => {
    push("c");
    push("b");
    await ask(stage, "POST", `/applications/${idOf("web")}/rollback`, { commit: "c".repeat(40) });
    while ((await deploymentsOf(stage, idOf("web")))[0]?.status !== "finished") await new Promise((done) => setTimeout(done, 20));
    await up(git, { release: "main, 1", fingerprint: "3" });
    expect(commit()).toBe("c".repeat(40));
  });

  test("another release takes the head, and without one every run does", async () => {
    expect(await up(git, { release: "main, 2", fingerprint: "3" })).toEqual(["POST /deploy"]);
    expect(commit()).toBe("b".repeat(40));
    push("d");
    await up(git, { fingerprint: "4" });
    expect(commit()).toBe("d".repeat(40));
  });

  test("state that knows of no release: a branch is the one it was, a pin is what was decided", async () => {
    push("e");
    await up(git, { release: "main", fingerprint: "4a" });
    expect(commit()).toBe("d".repeat(40));
    await up(git, { fingerprint: "4a" });
    push("f");
    await up(git, { release: "f".repeat(40), fingerprint: "4b" });
    expect(commit()).toBe("f".repeat(40));
    push("d");
    await up(git, { release: "d".repeat(40), fingerprint: "4b" });
    expect(commit()).toBe("d".repeat(40));
  });

  test.each([
    ["no answer to what was done", { action: "drop-answer" }],
    ["a 500", { action: "error", status: 500 }],
  ])("%s: one run of it", async (_, fault) => {
    await up(git, { release: "main, 3", fingerprint: "5" });
    const before = (await deploymentsOf(stage, idOf("web"))).length;
    push("e");
    // Coolify writes whole seconds: a deployment that began in the same one cannot be told from ours.
    await new Promise((done) => setTimeout(done, 2500));
    stage.coolify.faults.add({ ...fault, method: "POST", path: "/api/v1/applications/*/rollback", nth: 1 } as never);
    await up(git, { release: "main, 3", fingerprint: "6" });
    stage.coolify.faults.clear();
    expect((await deploymentsOf(stage, idOf("web"))).length).toBe(before + 1);
    expect(commit()).toBe("d".repeat(40));
    await up(git, { release: "main, 3", fingerprint: "5" });
    push("d");
  });

  test("a full queue is waited for", async () => {
    const server = "s0sandbox0server0000main";
    await ask(stage, "PATCH", `/servers/${server}`, { deployment_queue_limit: 1, concurrent_builds: 1 });
    stage.coolify.settings({ deploymentDuration: 200 });
    await ask(stage, "POST", "/deploy", { uuid: idOf("web") });
    await ask(stage, "POST", "/deploy", { uuid: idOf("web"), force: true });
    const sent = await up(git, { release: "main, 3", fingerprint: "7" });
    expect(sent.length).toBeGreaterThan(1);
    expect(commit()).toBe("d".repeat(40));
    stage.coolify.settings({ deploymentDuration: 60 });
    await ask(stage, "PATCH", `/servers/${server}`, { deployment_queue_limit: 25, concurrent_builds: 2 });
  });

  test("an image runs with the tag that the application has, and the outputs name it", async () => {
    await up(image("1.0.0"), { source: "dockerImage", release: "1.0.0" });
    expect(stack.outputs("api runs").image).toBe("ghcr.io/pf-core/ep-app:1.0.0");
    expect(await up(image("1.0.0"), { source: "dockerImage", release: "1.0.0", fingerprint: "2" })).toEqual(["POST /deploy"]);
    await up(image("1.1.0"), { source: "dockerImage", release: "1.1.0", fingerprint: "2" });
    expect(stack.outputs("api runs")).toMatchObject({ image: "ghcr.io/pf-core/ep-app:1.1.0", status: "finished" });
  });
});

describe("what waits for somebody to decide on its first deployment", () => {
  const waiting = (more: Properties = {}) => ({ firstDeployment: false, release: "1", ...more });

  test("is not deployed, neither at first nor by a change", async () => {
    const sent = await up(git, waiting());
    expect(sent.filter((line) => line.includes("deploy"))).toEqual([]);
    expect(stack.outputs("web runs")).toMatchObject({ status: "none", commit: "" });
    expect(await up(git, waiting({ fingerprint: "2" }))).toEqual([]);
    expect(stack.outputs("web runs")).toMatchObject({ status: "none" });
  });

  test("a change is no step of it, so that a preview says nothing of a deployment; another address is kept", async () => {
    const steps = (more: Properties) => stack.up([project], [git], [deployment("web", waiting(more))]);
    expect(await steps({ fingerprint: "2, changed" })).toContain("same web runs");
    expect(await steps({ fingerprint: "3", url: "https://air.pfcore.io" })).toContain("update web runs");
    expect(stack.outputs("web runs")).toMatchObject({ status: "none", url: "https://air.pfcore.io" });
    expect(await steps({ fingerprint: "4" })).toContain("update web runs");
  });

  test("follows what somebody else has deployed, once a refresh has seen it, at that commit", async () => {
    push("a");
    await ask(stage, "POST", "/deploy", { uuid: idOf("web") });
    while ((await deploymentsOf(stage, idOf("web")))[0]?.status !== "finished") await new Promise((done) => setTimeout(done, 20));
    push("b");
    expect(await up(git, waiting({ fingerprint: "3" }))).toEqual([]);
    await stack.refresh();
    expect(stack.outputs("web runs")).toMatchObject({ status: "finished", commit: "a".repeat(40) });
    expect(await up(git, waiting({ fingerprint: "5" }))).toEqual([`POST /applications/${idOf("web")}/rollback`]);
    expect(stack.outputs("web runs")).toMatchObject({ status: "finished", commit: "a".repeat(40) });
    stack.state.delete("web runs");
    expect(await up(git, waiting({ fingerprint: "3" }))).toEqual([]);
    expect(stack.outputs("web runs")).toMatchObject({ status: "finished", commit: "a".repeat(40) });
  });

  test("is deployed by another release, or when it may be", async () => {
    expect(await up(git, waiting({ release: "2", fingerprint: "5" }))).toEqual(["POST /deploy"]);
    expect(commit()).toBe("b".repeat(40));
    const other = application("other", { type: "publicGit", repository: REPOSITORY, branch: "main" }, { autoDeploy: false });
    await up(other, waiting());
    expect(await up(other, waiting({ firstDeployment: true }))).toEqual(["POST /deploy"]);
    expect(stack.outputs("other runs")).toMatchObject({ status: "finished" });
  });
});

describe("21.4: a deployment on which nobody works", () => {
  const active = async () => Object.values(await ask<Record<string, Properties>>(stage, "GET", "/deployments"));
  const until = async <Value>(find: () => Promise<Value | undefined>): Promise<Value> => {
    const found = await find();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
    return until(find);
  };

  test.each([
    ["its own", async () => undefined],
    ["that of somebody else, which every plain one waits for", () => ask(stage, "POST", "/deploy", { uuid: idOf("web") })],
  ])("%s, is cancelled and asked for again", async (_, before) => {
    pace = "0.003";
    await stack.up([project], [git]);
    stage.coolify.settings({ jobs: "manual" });
    await before();
    const first = (await active())[0]?.deployment_uuid;
    const running = up(git, {});
    const lost = first ?? (await until(async () => (await active())[0]?.deployment_uuid));
    const fresh = await until(async () => (await active()).find(({ deployment_uuid: uuid }) => uuid !== lost)?.deployment_uuid);
    stage.coolify.control("worker", { deployment: fresh });
    await running;
    expect(stack.outputs("web runs")).toMatchObject({ deploymentUuid: fresh, status: "finished" });
    expect((await deploymentsOf(stage, idOf("web"))).find(({ deployment_uuid: uuid }) => uuid === lost)).toMatchObject({
      status: "cancelled-by-user",
    });
    stack.state.delete("web runs");
  });
});
