import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { type Provider, providerOf, type Verbs } from "../../../../providers/coolify/engine/provider.ts";
import { CONNECTION_SETTING, Shared } from "../../../../providers/coolify/engine/shared.ts";
import { Report } from "../../../../providers/coolify/report.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";

const shape = {
  type: "Probe",
  input: z.strictObject({ coolify: z.string().optional(), owner: z.unknown().optional(), name: z.string(), note: z.string().optional() }),
  output: z.object({ uuid: z.string(), owner: z.unknown(), url: z.string().optional() }),
};

/** Ends as soon as its signal is given, with the reason. */
const patient = (signal: AbortSignal) =>
  new Promise<never>((_, fail) => signal.addEventListener("abort", () => fail(signal.reason), { once: true }));

function providerWith(verbs: Partial<Verbs> = {}): Provider {
  const none = () => Promise.reject(new Error("not asked for"));
  const diff = () => ({ changes: false, replaces: [], deleteBeforeReplace: true as const });
  return providerOf(shape, { diff, create: none, read: none, update: none, delete: none, ...verbs }, new Shared(new Report(undefined)));
}

describe("predict", () => {
  const olds = { __provider: "text", name: "a", note: "n", uuid: "u", owner: { team: 1 }, url: "x", unfinished: ["name"] };

  test("by default: outputs stay, inputs are the new ones, what was left unfinished is done", async () => {
    expect(await providerWith().predict("u", olds, { __provider: "text", name: "b", owner: UNKNOWN })).toEqual({
      name: "b",
      uuid: "u",
      owner: { team: 1 },
      url: "x",
    });
  });

  test("by the verbs' own word, without the text of the provider", async () => {
    const predict = (id: string, before: Properties, after: Properties) => ({ id, before, after });
    expect(await providerWith({ predict }).predict("u", { __provider: "text", name: "a" }, { __provider: "text", name: "b" })).toEqual({
      id: "u",
      before: { name: "a" },
      after: { name: "b" },
    });
  });
});

describe("the signal of an operation", () => {
  test("is given when the run is interrupted, to everything that is under way", async () => {
    const provider = providerWith({ create: (_, signal) => patient(signal), delete: (_, __, signal) => patient(signal) });
    const works = [provider.create({ name: "a" }), provider.delete("u", { name: "b" })];
    provider.cancel();
    await expect(works[0]).rejects.toThrow("a (coolify:Probe): The run was interrupted. Run the same command again to go on.");
    await expect(works[1]).rejects.toThrow("b (coolify:Probe): The run was interrupted");
  });

  test("is given when the operation's time is over", async () => {
    const provider = providerWith({ update: (_, __, ___, signal) => patient(signal) });
    await expect(provider.update("u", {}, { name: "a" }, { timeout: 0.05 })).rejects.toThrow(
      /^a \(coolify:Probe\): Changing it took longer than/,
    );
  });
});

describe("the Coolify of a provider instance", () => {
  const configured = (name?: string) => {
    const provider = providerWith();
    provider.configure({ config: { get: (key) => (key === CONNECTION_SETTING ? name : "other") } });
    return async (news: Properties) => (await provider.check({}, news)).inputs.coolify;
  };

  test.each([
    ["second", { name: "a" }, "second"],
    ["second", { name: "a", coolify: "main" }, "main"],
    [undefined, { name: "a" }, undefined],
    ["", { name: "a" }, undefined],
  ])("instance %p, inputs %j: %p", async (name, news, expected) => {
    expect(await configured(name)(news)).toBe(expected);
  });
});

test("what is unknown never reaches a verb that writes", async () => {
  let asked = 0;
  const count = async () => {
    asked++;
    return { id: "u", outs: {} };
  };
  const provider = providerWith({ create: count, update: count });
  const inputs = { name: "a", note: UNKNOWN };
  await expect(provider.create(inputs)).rejects.toThrow("note should be known by now");
  await expect(provider.update("u", {}, inputs)).rejects.toThrow("note should be known by now");
  expect(asked).toBe(0);
});
