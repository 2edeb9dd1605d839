import { describe, expect, test } from "@jest/globals";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { changesOf } from "../../../verbs/pullRequest/changes.ts";
import { EventLog } from "../../../verbs/pulumi/events.ts";

/** What the real CLI writes for a secret (test/verbs/pullRequest/realEvents.long.test.ts). */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Inputs = Record<string, unknown>;

function changes(op: string, kind: string, old: Inputs | undefined, now: Inputs | undefined, hidden: string[] = [], protect = false) {
  const log = new EventLog(false);
  const type = `pulumi-nodejs:dynamic/coolify:${kind}`;
  const urn = `urn:pulumi:air::pf-core::pf:index:Instance$${type}::it`;
  const side = (inputs: Inputs | undefined) => inputs && { inputs, protect, outputs: inputs };
  const event = { resourcePreEvent: { metadata: { op, urn, type, old: side(old), new: side(now) } } };
  log.hear(event as unknown as EngineEvent);
  return changesOf(log, hidden);
}

const fields = (old: Inputs, now: Inputs, kind = "Application", hidden: string[] = []) =>
  changes("update", kind, old, now, hidden)[0]?.fields;
const risk = (...of: Parameters<typeof changes>) => changes(...of)[0]?.risk;

describe("values before and after", () => {
  test("each that differs, down to the last key", () => {
    expect(fields({ a: { b: 1, c: 2 }, l: [1] }, { a: { b: 1, c: 3 }, l: [1, 2] })).toEqual([
      { path: "a.c", old: "2", new: "3" },
      { path: "l", old: "[1]", new: "[1,2]" },
    ]);
  });

  test("what comes and what goes", () => {
    expect(fields({ gone: "x", empty: {} }, { come: { deep: "y" }, empty: {} })).toEqual([
      { path: "come.deep", new: "y" },
      { path: "gone", old: "x" },
    ]);
  });

  test("what is not known yet, in words", () => {
    expect(fields({ a: "x" }, { a: UNKNOWN })).toEqual([{ path: "a", old: "x", new: "(known once it is made)" }]);
  });

  test("what only steers the program is not told", () => {
    expect(fields({ __provider: "a", owner: 1, stamp: "s", name: "x" }, { __provider: "b", owner: 2, stamp: "t", name: "y" })).toEqual([
      { path: "name", old: "x", new: "y" },
    ]);
  });
});

describe("secrets", () => {
  test("that came or went, also inside a list", () => {
    expect(fields({ a: "plain", l: [SECRET] }, { a: SECRET, l: [SECRET, SECRET] })).toEqual([
      { path: "a", old: "plain", new: "[secret]" },
      { path: "l", old: '["[secret]"]', new: '["[secret]","[secret]"]' },
    ]);
  });

  test("that changed look the same on both sides, and the change is told all the same", () => {
    expect(fields({ variables: { KEY: { value: SECRET } } }, { variables: { KEY: { value: SECRET } } }, "ApplicationVariables")).toEqual([
      { path: "[secret]", old: "[secret]", new: "[secret]" },
    ]);
  });

  test("what a kind calls secret is never told, even where Pulumi does", () => {
    const told = fields({ privateKey: "canary-1" }, { privateKey: "canary-2" }, "PrivateKey");
    expect(told).toEqual([{ path: "privateKey", old: "[secret]", new: "[secret]" }]);
  });

  test("a known secret inside another text, and a token anywhere", () => {
    expect(fields({ a: "x" }, { a: "see hunter2hunter2" }, "Application", ["hunter2hunter2"])).toEqual([
      { path: "a", old: "x", new: "see [secret]" },
    ]);
    expect(JSON.stringify(fields({ a: "x" }, { a: `7|${"k".repeat(40)}` }))).not.toContain("kkkk");
  });
});

describe("data at risk", () => {
  test.each([
    ["a database with deleteData", "delete", "Database", { deleteData: true }, "lost", /with its data/],
    ["a database without", "delete", "Database", { deleteData: false }, "refused", /not deleted/],
    ["a schedule of backups", "delete", "DatabaseBackup", {}, "refused", /not deleted/],
    ["a service", "delete", "Service", {}, "perhaps", /stay on the server/],
    ["a storage with deleteData", "delete", "Storage", { deleteData: true }, "lost", /with its data/],
    ["a database made anew", "replace", "Database", { deleteData: true }, "lost", /its data is lost/],
    ["a volume made anew", "replace", "Storage", { source: { type: "volume" } }, "lost", /its data is lost/],
  ])("%s", (_, op, kind, inputs, weight, words) => {
    expect(risk(op, kind, inputs, op === "delete" ? undefined : inputs)).toMatchObject({ weight, words: expect.stringMatching(words) });
  });

  test.each([
    ["a task", "delete", "ScheduledTask", {}],
    ["an application made anew from its image", "replace", "Application", { buildPack: "dockerimage" }],
    ["a changed domain", "update", "Application", { domains: ["x"] }],
  ])("%s: none", (_, op, kind, inputs) => {
    expect(risk(op, kind, inputs, op === "delete" ? undefined : {})).toBeUndefined();
  });

  test("permission to delete, and fewer copies", () => {
    expect(risk("update", "Database", { deleteData: false }, { deleteData: true })).toMatchObject({ weight: "perhaps" });
    const kept = (amount: number) => ({ retention: { local: { amount } } });
    expect(risk("update", "DatabaseBackup", kept(7), kept(3))).toMatchObject({ words: expect.stringContaining("fewer") });
    expect(risk("update", "DatabaseBackup", kept(0), kept(3))).toMatchObject({ words: expect.stringContaining("fewer") });
    expect(risk("update", "DatabaseBackup", kept(3), kept(7))).toBeUndefined();
    expect(risk("update", "DatabaseBackup", kept(3), kept(0))).toBeUndefined();
  });

  test("what is protected says so", () => {
    expect(risk("delete", "Service", {}, undefined, [], true)?.words).toContain("protected");
  });
});

describe("deployments", () => {
  test("are told as what is deployed, and never as deleted", () => {
    expect(changes("update", "ServiceDeployment", {}, {})).toEqual([{ operation: "deployed", kind: "Service", name: "it", fields: [] }]);
    expect(changes("delete", "Deployment", {}, undefined)).toEqual([]);
  });

  test("are not told where nothing will run: it waits for its first one, or its result is known beforehand", () => {
    expect(changes("create", "Deployment", undefined, { firstDeployment: false })).toEqual([]);
    expect(changes("create", "Deployment", undefined, { firstDeployment: true })).toHaveLength(1);
    expect(changes("update", "Deployment", { status: "finished" }, { status: "finished" })).toEqual([]);
    expect(changes("update", "Deployment", { status: "finished" }, { status: UNKNOWN })).toHaveLength(1);
  });
});
