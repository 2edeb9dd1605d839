import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { UNKNOWN } from "../../providers/coolify/unknown.ts";
import { type ProviderProcess, type RpcError, startProviderProcess } from "./providerProcess.ts";

/** The host by itself: any text may be a provider, as with the SDK's own. */
let host: ProviderProcess;

beforeAll(async () => {
  host = await startProviderProcess({}, { "pf-core:greeting": "hello", "other:token": secret("canary") });
});
afterAll(() => host.stop());

/** A secret as Pulumi sends it in the settings. */
function secret(value: string) {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** The text of a provider with these methods. */
const provider = (methods: string) => ({ __provider: `exports.handler = () => ({ ${methods} })` });

const failureOf = (work: Promise<unknown>): Promise<RpcError> =>
  work.then(
    () => Promise.reject(new Error("it went well")),
    (error: RpcError) => error,
  );

test("it answers previews and leaves the marking of secrets to the engine", async () => {
  expect(await host.configure()).toEqual({ acceptSecrets: false, supportsPreview: true });
});

describe("a preview", () => {
  const breaks = `create() { throw new Error("created") }, update() { throw new Error("updated") }`;

  test("of a create calls nothing and answers the inputs", async () => {
    const inputs = { ...provider(breaks), name: "a", parent: UNKNOWN };
    expect(await host.create(inputs, { preview: true })).toEqual({ id: "", outs: inputs });
    expect((await failureOf(host.create(inputs))).message).toBe("created");
  });

  test("of an update calls nothing and answers the inputs, where the provider foretells nothing", async () => {
    const news = { ...provider(breaks), name: "b" };
    const olds = { ...news, name: "a", uuid: "u" };
    expect(await host.update("u", olds, news, { preview: true })).toEqual({ outs: news });
    expect((await failureOf(host.update("u", olds, news))).message).toBe("updated");
  });

  test("of an update answers what the provider foretells, what is still unknown included", async () => {
    const news = { ...provider(`${breaks}, predict: (id, olds, news) => ({ ...news, uuid: olds.uuid, url: "${UNKNOWN}" })`), name: "b" };
    const { outs } = await host.update("u", { ...news, name: "a", uuid: "u", url: "before" }, news, { preview: true });
    expect(outs).toEqual({ ...news, uuid: "u", url: UNKNOWN });
  });
});

describe("as with the SDK's host", () => {
  test("methods may be missing", async () => {
    const news = { ...provider(""), name: "a" };
    expect(await host.diff("u", news, news)).toEqual({ changes: false, replaces: [], deleteBeforeReplace: false });
    expect(await host.read("u", news)).toEqual({ id: "u", inputs: {}, props: news });
    expect(await host.update("u", news, news)).toEqual({ outs: { __provider: news.__provider } });
    await host.delete("u", news);
  });

  test("the text is kept, whatever a provider answers", async () => {
    const news = provider(`create: () => ({ id: "u", outs: {} }), read: () => ({ id: "u", props: {}, inputs: { name: "a" } })`);
    expect((await host.create(news)).outs).toEqual(news);
    expect(await host.read("u", news)).toEqual({ id: "u", props: news, inputs: { ...news, name: "a" } });
  });

  test("modules are found from the program's folder", async () => {
    const news = provider(
      `create: async () => ({ id: (await import("./package.json", { with: { type: "json" } })).default.name, outs: { zod: typeof require("zod") } })`,
    );
    expect(await host.create(news)).toMatchObject({ id: "pf-infra", outs: { zod: "object" } });
  });

  test("the stack's configuration reaches a provider before its first verb, secrets in clear", async () => {
    const configured = await startProviderProcess({}, { "pf-core:greeting": "hello", "other:token": secret("canary") });
    const news = provider(`
      async configure({ config }) { await new Promise((done) => setTimeout(done, 50)); this.config = config },
      create() { return { id: "u", outs: { seen: [this.config.get("greeting"), this.config.get("other:token"), this.config.get("x:y") ?? "none"] } } }`);
    const all = await Promise.all([1, 2, 3].map(() => configured.create(news)));
    await configured.stop();
    expect(all.map(({ outs }) => outs.seen)).toEqual(Array(3).fill(["hello", "canary", "none"]));
  });
});

describe("errors", () => {
  test("without a provider in state: what can be done instead", async () => {
    expect((await failureOf(host.read("u", {}))).message).toMatch(/use `pulumi import --file`/);
  });

  test("bring their message and no stack", async () => {
    const boom = `() => { throw new Error("boom") }`;
    const news = provider(["check", "diff", "read", "delete"].map((verb) => `${verb}: ${boom}`).join(", "));
    const works = [() => host.diff("u", news, news), () => host.read("u", news), () => host.delete("u", news)];
    for (const work of works) expect((await failureOf(work())).message).toBe("boom");
    expect(host.stderr).toBe("");
  });

  test("of a create that made something keep it in state, ready to be deleted", async () => {
    const news = provider(`create: () => { throw Object.assign(new Error("half"), { id: "u", properties: { name: "a" } }) }`);
    const { message, initFailed } = await failureOf(host.create(news));
    expect({ message, initFailed }).toEqual({
      message: "half",
      initFailed: { id: "u", properties: { ...news, name: "a" }, reasons: ["half"] },
    });
  });

  test("of loading are tried again", async () => {
    const news = provider(
      `configure() { if (!globalThis.tried) { globalThis.tried = true; throw new Error("not yet") } }, create: () => ({ id: "u" })`,
    );
    expect((await failureOf(host.create(news))).message).toBe("not yet");
    expect((await host.create(news)).id).toBe("u");
  });
});

test("an interruption and the operation's time reach the provider", async () => {
  const news = provider(`
    create(inputs, { timeout }) { return new Promise((done) => { this.cancel = () => done({ id: "stopped", outs: { timeout } }) }) }`);
  const running = host.create(news, { timeout: 90 });
  await new Promise((done) => setTimeout(done, 200));
  await host.cancel();
  expect(await running).toMatchObject({ id: "stopped", outs: { timeout: 90 } });
});
