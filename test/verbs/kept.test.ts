import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { KeptState } from "../../verbs/pulumi/kept.ts";

let home: string;
let state: string;
let kept: KeptState;

const WHOLE = '{"checkpoint":{"first":true}}';

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "pf-kept-"));
  const folder = path.join(home, "backend", ".pulumi", "stacks", "pf-core");
  mkdirSync(folder, { recursive: true });
  state = path.join(folder, "air.json");
  kept = new KeptState(home, pathToFileURL(path.join(home, "backend")).href, "pf-core", "air");
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const copies = () => readdirSync(path.join(home, "states")).map((name) => path.join(home, "states", name));

test("the last good state comes back when state and .bak were cut off", () => {
  writeFileSync(state, WHOLE);
  kept.keep();
  for (const file of [state, `${state}.bak`]) writeFileSync(file, '{"checkpoint":{"sec');
  kept.keep();
  expect(kept.putBack()).toBe(true);
  expect(readFileSync(state, "utf8")).toBe(WHOLE);
  expect(existsSync(`${state}.bak`)).toBe(false);
  expect(kept.putBack()).toBe(false);
});

test("nobody else may read it", () => {
  writeFileSync(state, WHOLE);
  kept.keep();
  expect(copies().map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
});

test("a state that is gone is not brought back, nor one of another backend, nor where nothing was kept", () => {
  writeFileSync(state, "{");
  expect(kept.putBack()).toBe(false);
  writeFileSync(state, WHOLE);
  kept.keep();
  rmSync(state);
  expect(kept.putBack()).toBe(false);
  const other = path.join(home, "other", ".pulumi", "stacks", "pf-core");
  mkdirSync(other, { recursive: true });
  writeFileSync(path.join(other, "air.json"), "{");
  expect(new KeptState(home, pathToFileURL(path.join(home, "other")).href, "pf-core", "air").putBack()).toBe(false);
});

test("a backend that is no folder is left alone", () => {
  const remote = new KeptState(home, "s3://bucket", "pf-core", "air");
  remote.requireRoom();
  remote.keep();
  expect(remote.putBack()).toBe(false);
  expect(existsSync(path.join(home, "states"))).toBe(false);
});

test("where nothing can be written, the state that was kept stays", () => {
  writeFileSync(state, WHOLE);
  kept.keep();
  const [copy = ""] = copies();
  // A folder in the way of the copy stands for a disk that takes nothing more.
  mkdirSync(`${copy}.new/x`, { recursive: true });
  writeFileSync(state, '{"checkpoint":{"second":true}}');
  kept.keep();
  expect(readFileSync(copy, "utf8")).toBe(WHOLE);
});
