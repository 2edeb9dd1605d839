import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mendCheckpoint } from "../../verbs/pulumi/checkpoint.ts";

let backend: string;
let folder: string;

beforeEach(() => {
  backend = mkdtempSync(path.join(os.tmpdir(), "pf-backend-"));
  folder = path.join(backend, ".pulumi", "stacks", "pf-core");
  mkdirSync(folder, { recursive: true });
});

afterEach(() => rmSync(backend, { recursive: true, force: true }));

const write = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
};
const read = () => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
const mend = (url = pathToFileURL(backend).href) => mendCheckpoint(url, "pf-core", "air");

const WHOLE = '{"checkpoint":{}}';
const FORMER = '{"checkpoint":{"former":true}}';

test("attributes that were cut off go, whole ones stay, and so does the state", () => {
  write({ "air.json": WHOLE, "air.json.attrs": "", "air.json.bak": FORMER, "air.json.bak.attrs": '{"md5":"x"}' });
  mend();
  expect(read()).toEqual({ "air.json": WHOLE, "air.json.bak": FORMER, "air.json.bak.attrs": '{"md5":"x"}' });
});

test("a state that was cut off is replaced by the one before it", () => {
  write({ "air.json": WHOLE.slice(0, 9), "air.json.bak": FORMER, "air.json.18ea.tmp": "x" });
  mend();
  expect(read()).toEqual({ "air.json": FORMER, "air.json.bak": FORMER });
});

test("where both were cut off, nothing is touched", () => {
  const cut = { "air.json": '{"a', "air.json.bak": '{"b' };
  write(cut);
  mend();
  expect(read()).toEqual(cut);
});

test("a stack that was removed is not brought back, another stack is not touched", () => {
  write({ "air.json.bak": FORMER, "baiv.json": "{", "baiv.json.attrs": "" });
  mend();
  expect(read()).toEqual({ "air.json.bak": FORMER, "baiv.json": "{", "baiv.json.attrs": "" });
});

test("other backends are not looked at, and nothing need be there", () => {
  write({ "air.json": "{", "air.json.bak": FORMER });
  mend("s3://bucket");
  mendCheckpoint(pathToFileURL(backend).href, "unknown", "air");
  expect(existsSync(path.join(folder, "air.json.mended"))).toBe(false);
  expect(read()["air.json"]).toBe("{");
});
