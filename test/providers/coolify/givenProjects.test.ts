import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { givenProjects, giveProjects } from "../../../providers/coolify/givenProjects.ts";
import { Secret } from "../../../providers/secret.ts";

const address = { url: "https://coolify.pfcore.io", token: new Secret("COOLIFY_TOKEN", "1|a") };
const answer = [{ uuid: "one", description: "pf-core@air/air" }];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "pf-given-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what was left for a run is there for half a minute, for the same Coolify and token alone", () => {
  giveProjects(folder, address, { answer, at: 1_000 });
  expect(givenProjects(folder, address, 30_999)).toEqual({ answer, at: 1_000 });
  expect(givenProjects(folder, address, 31_000)).toBeUndefined();
  expect(givenProjects(folder, { ...address, url: "https://other.pfcore.io" }, 2_000)).toBeUndefined();
  expect(givenProjects(folder, { ...address, token: new Secret("COOLIFY_TOKEN", "2|b") }, 2_000)).toBeUndefined();
});

test("nothing is made of half a file, or of none, or without a run", () => {
  expect(givenProjects(folder, address)).toBeUndefined();
  writeFileSync(path.join(folder, "projects.json"), '{"url":');
  expect(givenProjects(folder, address)).toBeUndefined();
  expect(givenProjects(undefined, address)).toBeUndefined();
});

test("where nothing can be left, nothing happens", () => {
  expect(() => giveProjects(path.join(folder, "missing"), address, { answer, at: 1 })).not.toThrow();
});
