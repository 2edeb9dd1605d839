import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Context } from "../../../verbs/context.ts";
import type { DraftedInstance } from "../../../verbs/import/draft.ts";
import { begin, end, unfinished, writeFiles } from "../../../verbs/import/unfinished.ts";

let folder: string;
let context: Context;

const DRAFT: DraftedInstance = {
  code: "legacy",
  file: "instances/legacy.instance.yaml",
  text: "code: legacy\n",
  others: new Map([["compose/legacy-chat.yaml", "services: {}\n"]]),
  secrets: new Map([["token", "hidden"]]),
  described: new Map(),
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "pf-unfinished-"));
  context = { root: folder, home: path.join(folder, "home"), config: path.join(folder, "config"), environment: {}, isolated: false };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(context.config, file)), { recursive: true });
  writeFileSync(path.join(context.config, file), text);
};
const isThere = (file: string) => existsSync(path.join(context.config, file));

test("what a killed import had written is taken away, and only that", () => {
  begin(context, "p1", DRAFT);
  write("compose/legacy-chat.yaml", "services: {}\n");
  write("compose/mine.yaml", "services: {}\n");
  expect([...unfinished(context)]).toEqual([["legacy", expect.objectContaining({ project: "p1" })]]);
  expect([isThere("compose/legacy-chat.yaml"), isThere("compose/mine.yaml")]).toEqual([false, true]);
});

test("a file that somebody changed since stays", () => {
  begin(context, "p1", DRAFT);
  write("compose/legacy-chat.yaml", "services: { a: {} }\n");
  unfinished(context);
  expect(isThere("compose/legacy-chat.yaml")).toBe(true);
});

test("with its own file everything is done", () => {
  begin(context, "p1", DRAFT);
  expect(writeFiles(context, DRAFT)).toEqual(["compose/legacy-chat.yaml", "instances/legacy.instance.yaml"]);
  expect([...unfinished(context)]).toEqual([]);
  expect(isThere("instances/legacy.instance.yaml")).toBe(true);
  expect(readdirSync(path.join(context.home, "imports"))).toEqual([]);
});

test("one that ended leaves nothing to be done", () => {
  begin(context, "p1", DRAFT);
  end(context, "legacy");
  expect([...unfinished(context)]).toEqual([]);
});
