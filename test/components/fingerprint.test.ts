import { describe, expect, test } from "@jest/globals";
import { applicationFingerprint, databaseFingerprint, fingerprint, serviceFingerprint } from "../../components/fingerprint.ts";
import type { ResolvedApplication, ResolvedStorage } from "../../config/resolved.ts";
import { application, service } from "./described.ts";

test("the order of keys does not matter, anything else does", () => {
  const one = { source: { image: "a", tag: "1" }, domains: ["https://a", "https://b"] };
  expect(fingerprint({ domains: one.domains, source: { tag: "1", image: "a" } })).toBe(fingerprint(one));
  expect(fingerprint({ ...one, domains: ["https://b", "https://a"] })).not.toBe(fingerprint(one));
  expect(fingerprint({ ...one, source: { image: "a", tag: "2" } })).not.toBe(fingerprint(one));
});

test("a missing key and one that is undefined are the same", () => {
  expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
});

describe("what needs a deployment", () => {
  const print = (more: Partial<ResolvedApplication> = {}, settings: object = {}, variables: object = {}) =>
    applicationFingerprint(application(more), settings, variables);
  const storage: ResolvedStorage = { name: "uploads", source: { type: "volume" }, mountPath: "/uploads" };

  test.each<[string, string]>([
    ["a variable", print({}, {}, { A: "1" })],
    ["a setting", print({}, { startCommand: "npm start" })],
    ["a setting of a group", print({}, { build: { baseDirectory: "/web", imagesToKeep: 3 } })],
    ["a mount", print({ storages: [storage] })],
  ])("%s does", (_, changed) => expect(changed).not.toBe(print()));

  test.each<[string, string]>([
    ["a description", print({ description: "Other words" })],
    ["a task", print({ tasks: [{ name: "a", command: "b", frequency: "daily", timeoutSeconds: 60, enabled: true }] })],
    ["what a push does", print({}, { autoDeploy: false })],
    ["how previews are made", print({}, { preview: { enabled: true } })],
    ["how many images are kept", print({}, { build: { imagesToKeep: 3 } })],
  ])("%s does not", (_, changed) => expect(changed).toBe(print()));

  test("a backup of a mount does not", () => {
    const backup = { frequency: "daily", enabled: true, settings: {} };
    expect(print({ storages: [{ ...storage, backup }] })).toBe(print({ storages: [storage] }));
  });

  test("a service: its text, addresses and variables do, its tags do not", () => {
    const before = serviceFingerprint(service(), {});
    expect(serviceFingerprint(service({ settings: { tags: ["a"] } }), {})).toBe(before);
    expect(serviceFingerprint(service({ urls: {} }), {})).not.toBe(before);
    expect(serviceFingerprint(service(), { A: "1" })).not.toBe(before);
  });

  test("a database: its image does, its public port does not", () => {
    const before = databaseFingerprint({ image: "postgres:17" });
    expect(databaseFingerprint({ image: "postgres:17", isPublic: true, publicPort: 5432 })).toBe(before);
    expect(databaseFingerprint({ image: "postgres:18" })).not.toBe(before);
  });
});
