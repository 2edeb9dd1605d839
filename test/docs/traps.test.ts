import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { traps } from "../../tools/traps/contract.ts";
import { impossible } from "../../tools/traps/impossible.ts";
import { linesOf, tableOf } from "../../tools/traps/table.ts";
import { trapsIn } from "../../tools/traps/titles.ts";

const root = path.join(__dirname, "../..");
const lines = linesOf(root);

test.each(lines.map((line) => [line.number, line.words, line] as const))("%s: %s", (number, _, { why, tests }) => {
  expect({ number, isImpossible: why !== undefined, tests: tests.length }).not.toEqual({ number, isImpossible: false, tests: 0 });
});

test("the contract's section is read as it is written", () => {
  const numbers = traps(root).map(({ number }) => number);
  const count = (letter: string) => numbers.filter((number) => number.startsWith(letter)).length;
  expect([count("T"), count("G"), count("R")]).toEqual([21, 15, 27]);
  expect(traps(root)).toContainEqual({ number: "R5", words: "Application: project/environment (use `/move`)" });
  expect(Object.keys(impossible).filter((number) => !numbers.includes(number))).toEqual([]);
});

describe("a title names", () => {
  test.each([
    ["T13: the ports", ["T13"]],
    ["[T13] the ports", ["T13"]],
    ["what follows (trap T2)", ["T2"]],
    ["T1, T6, T8 to T10: both", ["T1", "T6", "T8", "T9", "T10"]],
    ["16.4.12: a bulk", ["G12"]],
    ["16.5.3: an app", ["R3"]],
    ["2026-01-05T09:30:00Z", []],
    ["T9 of a world", []],
  ])("%j", (title, numbers) => expect(trapsIn(title)).toEqual(numbers));
});

test("the table says what keeps us out of each", () => {
  const shown = [{ trap: "T1", file: "a.test.ts", title: "T1: lower case" }];
  const one = { number: "T1", words: "domains", why: undefined, tests: shown };
  expect(tableOf([one, { ...one, number: "T2", why: "never sent", tests: [] }, { ...one, number: "T3", tests: [] }])).toBe(
    "T1   domains\n       a.test.ts: T1: lower case\nT2   domains\n       impossible: never sent\nT3   domains\n       NOTHING keeps us out of it",
  );
});
