import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { loaderOf } from "../../providers/coolify/loader.ts";
import { UNKNOWN } from "../../providers/coolify/unknown.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { type ProviderProcess, type RpcError, startProviderProcess } from "./providerProcess.ts";

/** The providers in the process that Pulumi starts, over gRPC, with the loader that stands in state. */
let stage: Stage;
let provider: ProviderProcess;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.requests();
  provider = await startProviderProcess(stage.environment(identityOf(stage.coolify)));
});
afterEach(async () => {
  stage.coolify.faults.clear();
  await provider.stop();
});

const failureOf = async (work: Promise<unknown>): Promise<RpcError> => {
  const error = await work.then(
    () => undefined,
    (reason: RpcError) => reason,
  );
  if (!error) throw new Error("it went well");
  return error;
};

async function made(name: string): Promise<{ id: string; inputs: Properties; outs: Properties }> {
  const { inputs, failures } = await provider.check("Project", { stamp: `process/${name}`, name: `Process ${name}` });
  expect(failures).toEqual([]);
  return { inputs, ...(await provider.create(inputs)) };
}

test("a resource lives: create, same, update, read, delete, gone", async () => {
  const { id, inputs, outs } = await made("life");
  expect(outs).toMatchObject({ uuid: id, owner: { team: 1 }, __provider: loaderOf("Project") });
  expect(await provider.diff(id, outs, inputs)).toMatchObject({ changes: false, replaces: [] });
  const { inputs: news } = await provider.check("Project", { ...inputs, name: "Process life 2" }, inputs);
  expect(await provider.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
  const { outs: updated } = await provider.update(id, outs, news);
  expect(updated).toMatchObject({ name: "Process life 2", uuid: id, __provider: loaderOf("Project") });
  const read = await provider.read(id, updated);
  expect(read.props).toEqual(updated);
  expect(await provider.diff(id, read.props, news)).toMatchObject({ changes: false });
  await provider.delete(id, updated);
  expect((await provider.read(id, updated)).id).toBe("");
  expect(provider.stderr).toBe("");
});

test("what is not known yet is not checked, the rest is", async () => {
  const { inputs, failures } = await provider.check("Environment", { project: UNKNOWN, owner: UNKNOWN, name: "x" });
  expect(failures).toEqual([{ property: "name", reason: "must have at least 3 characters" }]);
  expect(inputs.project).toBe(UNKNOWN);
  expect(stage.requests()).toEqual([]);
});

test("a replaced resource is deleted first, but for what holds others", async () => {
  const server = { server: "main", stamp: "air/net", name: "net" };
  const { inputs } = await provider.check("Destination", { ...server, network: "b" });
  const olds = { ...server, network: "a", uuid: "u" };
  expect(await provider.diff("u", olds, inputs)).toEqual({ changes: true, replaces: ["network"], deleteBeforeReplace: true });
  const { inputs: elsewhere } = await provider.check("Environment", { project: "b", name: "staging" });
  const before = { project: "a", name: "staging", uuid: "u" };
  expect(await provider.diff("u", before, elsewhere)).toEqual({ changes: true, replaces: ["project"], deleteBeforeReplace: false });
});

test("many at once share connection, identity and lists", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `many-${index}`);
  const all = await Promise.all(names.map(made));
  expect(new Set(all.map(({ id }) => id)).size).toBe(names.length);
  const requests = stage.requests();
  expect(requests.filter((line) => line === "GET /projects")).toHaveLength(1);
  expect(requests).toHaveLength(names.length + 1);
  await Promise.all(all.map(({ id, outs }) => provider.delete(id, outs)));
});

describe("what a person sees of an error", () => {
  test("a sentence with place, cause and cure; no stack", async () => {
    const { id, outs } = await made("sentence");
    stage.coolify.faults.add({ action: "error", method: "GET", path: "/api/v1/projects/*", status: 418 });
    const error = await failureOf(provider.read(id, outs));
    expect(error.message).toMatch(/^Process sentence \(coolify:Project\): Something in front of .* answers instead of Coolify/);
    expect(provider.stderr).not.toMatch(/\n\s+at /);
    expect(stage.home.lines("failures").at(-1)).toMatchObject({ code: 4, message: error.message });
  });

  test("every fault of the inputs at once", async () => {
    const { failures } = await provider.check("Project", { stamp: "x", name: "ab", descripton: "x" });
    expect(failures.map(({ property }) => property)).toEqual(["descripton", "stamp", "name"]);
  });
});

test("an object that was made but not finished stays in state and can be deleted", async () => {
  const { id, inputs } = await made("half");
  await provider.stop();
  // The next run finds it by its stamp; its name has changed, and the change fails.
  provider = await startProviderProcess(stage.environment(identityOf(stage.coolify)));
  stage.coolify.faults.add({ action: "error", method: "PATCH", status: 502 });
  const error = await failureOf(provider.create({ ...inputs, name: "Process other half" }));
  expect(error.initFailed).toMatchObject({
    id,
    properties: { uuid: id, unfinished: expect.arrayContaining(["name"]), __provider: loaderOf("Project") },
  });
  expect(error.initFailed?.reasons).toEqual([error.message]);
  stage.coolify.faults.clear();
  // Pulumi goes on with an update in the next run, which writes what is missing.
  await provider.stop();
  provider = await startProviderProcess(stage.environment(identityOf(stage.coolify)));
  const news = { ...inputs, name: "Process other half" };
  const properties = error.initFailed?.properties ?? {};
  expect(await provider.diff(id, properties, news)).toMatchObject({ changes: true });
  stage.requests();
  const { outs } = await provider.update(id, properties, news);
  expect(stage.requests()).toEqual([`PATCH /projects/${id}`]);
  expect(outs).not.toHaveProperty("unfinished");
  await provider.delete(id, properties);
});

test("it ends within a second after the engine, and sends nothing more", async () => {
  await provider.check("Project", { stamp: "process/watch", name: "Watch" });
  const ended = new Promise<number>((done) => provider.process.once("exit", () => done(Date.now())));
  const began = Date.now();
  provider.loseEngine();
  expect((await ended) - began).toBeLessThan(1500);
  expect(stage.requests()).toEqual([]);
});

test("no token in anything it says", async () => {
  const token = "9|canaryCanaryCanaryCanary1";
  await provider.stop();
  provider = await startProviderProcess(stage.environment({ COOLIFY_TOKEN: token }));
  const { inputs } = await provider.check("Project", { stamp: "process/canary", name: "Canary" });
  const error = await failureOf(provider.create(inputs));
  expect(error.message).toMatch(/answered 401/);
  const said = JSON.stringify([error.message, provider.stderr, stage.home.lines("failures"), stage.home.lines("requests")]);
  expect(said).not.toContain("canaryCanary");
  expect(stage.home.lines("failures").at(-1)).toMatchObject({ code: 3 });
});
