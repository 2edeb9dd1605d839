import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { loaderOf } from "../../providers/coolify/loader.ts";
import { UNKNOWN } from "../../providers/coolify/unknown.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { type ProviderProcess, type RpcError, startProviderProcess } from "./providerProcess.ts";

/** What the engine asks in a preview, over gRPC, of the real providers. Nothing of it may be sent to Coolify. */
let stage: Stage;
let provider: ProviderProcess;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  provider = await startProviderProcess(stage.environment(identityOf(stage.coolify)));
  stage.requests();
});
afterEach(async () => {
  stage.coolify.faults.clear();
  await provider.stop();
});

const inputsOf = async (kind: string, news: Properties, olds: Properties = {}) => {
  const { inputs, failures } = await provider.check(kind, news, olds);
  expect(failures).toEqual([]);
  return inputs;
};

const made = async (name: string) => {
  const inputs = await inputsOf("Project", { stamp: `preview/${name}`, name: `Preview ${name}` });
  return { inputs, ...(await provider.create(inputs)) };
};

test("of a create: the inputs as they were checked, no id, no request", async () => {
  const inputs = await inputsOf("Environment", { project: UNKNOWN, owner: UNKNOWN, name: "Staging" });
  expect(await provider.create(inputs, { preview: true })).toEqual({ id: "", outs: { ...inputs, name: "staging", project: UNKNOWN } });
  expect(stage.requests()).toEqual([]);
});

test("of an update: uuid and owner stay, so nothing that hangs on it seems to change; no request", async () => {
  const { id, inputs, outs } = await made("renamed");
  stage.requests();
  const news = await inputsOf("Project", { ...inputs, name: "Preview otherwise" }, inputs);
  expect(await provider.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
  const foretold = await provider.update(id, outs, news, { preview: true });
  expect(stage.requests()).toEqual([]);
  expect(foretold.outs).toMatchObject({ uuid: id, owner: outs.owner, name: "Preview otherwise", __provider: loaderOf("Project") });
  // And that is exactly what the update then leaves.
  expect(await provider.update(id, outs, news)).toEqual(foretold);
});

test("of an update that takes an optional field back: it is gone from what is foretold", async () => {
  const olds = { ...(await inputsOf("ApplicationVariables", { application: "a", variables: {}, owner: { team: 1, since: "x" } })) };
  const news = await inputsOf("ApplicationVariables", { application: "a", variables: {} });
  const { outs } = await provider.update("a", { ...olds, coolify: "second" }, news, { preview: true });
  expect(outs).toEqual({ ...news, owner: { team: 1, since: "x" } });
});

test("of an update with values that are not known yet: they stay so, the rest does not", async () => {
  const { id, inputs, outs } = await made("unknown");
  stage.requests();
  const news = await inputsOf("Project", { ...inputs, name: UNKNOWN }, inputs);
  expect(await provider.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
  expect((await provider.update(id, outs, news, { preview: true })).outs).toMatchObject({ uuid: id, name: UNKNOWN });
  expect(stage.requests()).toEqual([]);
});

test("of an update that moves what Coolify tells besides: that is unknown, and stays where it is not moved", async () => {
  const pem = () => generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const inputs = await inputsOf("PrivateKey", { stamp: "preview/key", name: "preview", privateKey: pem() });
  const { id, outs } = await provider.create(inputs);
  expect(outs).toMatchObject({ publicKey: expect.stringMatching(/^ssh-ed25519 /), fingerprint: expect.any(String) });
  stage.requests();
  const renamed = await inputsOf("PrivateKey", { ...inputs, name: "otherwise" }, inputs);
  expect((await provider.update(id, outs, renamed, { preview: true })).outs).toEqual({ ...outs, name: "otherwise" });
  const turned = await inputsOf("PrivateKey", { ...inputs, privateKey: pem() }, inputs);
  const foretold = (await provider.update(id, outs, turned, { preview: true })).outs;
  expect(foretold).toEqual({ ...outs, privateKey: turned.privateKey, publicKey: UNKNOWN, fingerprint: UNKNOWN });
  expect(stage.requests()).toEqual([]);
  // What was unknown is really another one afterwards.
  const { publicKey } = (await provider.update(id, outs, turned)).outs;
  expect(publicKey).not.toBe(outs.publicKey);
  await provider.delete(id, outs);
});

test("of a new deployment: what the run will leave is not known, and stays where none is due", async () => {
  const olds = await inputsOf("Deployment", { application: "a", name: "app", fingerprint: "1", owner: { team: 1, since: "x" } });
  const results = { deploymentUuid: "d", commit: "c", status: "finished", finishedAt: "t" };
  const news = await inputsOf("Deployment", { ...olds, fingerprint: "2" }, olds);
  const unknown = { deploymentUuid: UNKNOWN, commit: UNKNOWN, status: UNKNOWN, finishedAt: UNKNOWN };
  const foretold = (wanted: Properties) => provider.update("a", { ...olds, ...results }, wanted, { preview: true });
  expect((await foretold(news)).outs).toEqual({ ...news, ...unknown });
  expect((await foretold({ ...olds, name: "other" })).outs).toEqual({ ...olds, ...results, name: "other" });
});

test("what hangs on an object that is made anew is made anew, too", async () => {
  for (const kind of ["ApplicationVariables", "Deployment"]) {
    const olds = await inputsOf(kind, {
      application: "a",
      ...(kind === "Deployment" ? { name: "app", fingerprint: "1" } : { variables: {} }),
    });
    const news = await inputsOf(kind, { ...olds, application: UNKNOWN }, olds);
    expect(await provider.diff("a", olds, news)).toMatchObject({ changes: true, replaces: ["application"] });
  }
});

test("an unknown value outside a preview is refused before anything is sent", async () => {
  const { id, inputs, outs } = await made("guard");
  stage.requests();
  const expected = /\(coolify:Project\): name should be known by now and is not: nothing was sent/;
  await expect(provider.create({ ...inputs, name: UNKNOWN })).rejects.toThrow(expected);
  await expect(provider.update(id, outs, { ...inputs, name: UNKNOWN })).rejects.toThrow(expected);
  expect(stage.requests()).toEqual([]);
});

test("resources of an explicit provider instance live at its Coolify, and say so in state", async () => {
  await provider.stop();
  const coolify = { COOLIFY_BASE_URL_SECOND: stage.coolify.url, COOLIFY_TOKEN_SECOND: stage.coolify.tokens.admin };
  const missing = { COOLIFY_BASE_URL: undefined, COOLIFY_TOKEN: undefined };
  provider = await startProviderProcess(stage.environment({ ...missing, ...coolify }), { "coolify:connection": "second" });
  const { id, outs } = await made("second");
  expect(outs.coolify).toBe("second");
  // A deletion or a refresh may run in a process that was configured otherwise.
  await provider.stop();
  provider = await startProviderProcess(stage.environment({ ...missing, ...coolify }));
  expect((await provider.read(id, outs)).inputs.coolify).toBe("second");
  await provider.delete(id, outs);
  const failure = (await provider
    .check("Project", { stamp: "preview/none", name: "None" })
    .then(({ inputs }) => provider.create(inputs).catch((error: RpcError) => error))) as RpcError;
  expect(failure.message).toMatch(/No Coolify is configured: set COOLIFY_BASE_URL/);
});
