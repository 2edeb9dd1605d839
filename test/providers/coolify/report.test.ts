import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { hide } from "../../../providers/coolify/redact.ts";
import { Report } from "../../../providers/coolify/report.ts";
import { type Home, temporaryHome } from "../support/home.ts";

const STAY = "These volumes stay on the server: air-db-data.";
let home: Home;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home.remove());

const linesOf = (file: string) => {
  const full = path.join(home.environment.PF_RUN, file);
  return existsSync(full) ? readFileSync(full, "utf8").trim().split("\n") : [];
};

test("a notice is kept once for the program that started the run", () => {
  const printed: string[] = [];
  const report = new Report(home.environment.PF_RUN, (text) => printed.push(text));
  report.notice({ message: STAY });
  report.notice({ message: STAY });
  report.notice({ message: "another" });
  expect(linesOf("notices.jsonl").map((line) => JSON.parse(line))).toMatchObject([{ message: STAY }, { message: "another" }]);
  expect(printed).toEqual([]);
});

test("where nobody reads the run's folder it is printed once", () => {
  const printed: string[] = [];
  const report = new Report(undefined, (text) => printed.push(text));
  report.notice({ message: STAY });
  report.notice({ message: STAY });
  expect(printed).toEqual([`${STAY}\n`]);
});

test("no line carries a secret, however it is quoted", () => {
  hide('can"ary\nvalue');
  const report = new Report(home.environment.PF_RUN);
  report.failure({ code: 4, message: 'it said can"ary\nvalue and {"password":"canary2"}' });
  report.notice({ message: 'can"ary\nvalue' });
  expect([...linesOf("failures.jsonl"), ...linesOf("notices.jsonl")].join()).not.toMatch(/ary/);
  expect(JSON.parse(linesOf("failures.jsonl")[0] ?? "")).toMatchObject({ message: 'it said [secret] and {"password":"[secret]"}' });
});
