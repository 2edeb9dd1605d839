import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createContext } from "../../verbs/context.ts";
import { Run } from "../../verbs/run.ts";

let home: string;
let run: Run;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "pf-run-"));
  run = new Run(createContext("/nowhere", { PF_HOME: home }));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (file: string, text: string) => appendFileSync(path.join(run.folder, file), text);

test("polls and health checks are counted apart from calls, writes among the calls", () => {
  const line = (method: string, purpose: string) => `${JSON.stringify({ method, path: "/x", status: 200, purpose })}\n`;
  write(
    "requests.jsonl",
    [line("GET", "call"), line("POST", "call"), line("GET", "poll"), line("GET", "poll"), line("GET", "health")].join(""),
  );
  expect(run.requests()).toEqual({ calls: 2, writes: 1, polls: 2, health: 1 });
});

test("half a line of a killed process counts for nothing", () => {
  write("requests.jsonl", '{"method":"GET","path":"/x","status":200,"purpose":"call"}\n{"method":"PO');
  expect(run.requests()).toMatchObject({ calls: 1 });
});

test("progress is told once, and a line only when it is whole", () => {
  write("progress.jsonl", '{"kind":"deployment","application":"a","status":"queued"}\n{"kind":"deployment","app');
  expect(run.newProgress()).toEqual([{ kind: "deployment", application: "a", status: "queued" }]);
  expect(run.newProgress()).toEqual([]);
  write("progress.jsonl", 'lication":"ü","status":"finished"}\n');
  expect(run.newProgress()).toEqual([{ kind: "deployment", application: "ü", status: "finished" }]);
});

test("a run that sent nothing counts nothing", () => {
  expect(run.requests()).toEqual({ calls: 0, writes: 0, polls: 0, health: 0 });
  expect(run.failures()).toEqual([]);
});

test("what is left of the rate limit: of the window that is open, all of it afterwards, nothing before the first answer", () => {
  expect(run.budget()).toBeUndefined();
  const limits = path.join(home, "limits");
  mkdirSync(limits);
  const window = (name: string, since: number, remaining: number) =>
    writeFileSync(path.join(limits, name), JSON.stringify({ since, limit: 200, remaining, blockedUntil: 0 }));
  window("old.json", Date.now() - 90_000, 3);
  expect(run.budget()).toEqual({ limit: 200, remaining: 200 });
  window("new.json", Date.now(), 120);
  writeFileSync(path.join(limits, "cut.json"), '{"since":');
  expect(run.budget()).toEqual({ limit: 200, remaining: 120 });
});
