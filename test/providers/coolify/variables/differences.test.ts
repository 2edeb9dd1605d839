import { describe, expect, test } from "@jest/globals";
import { differences, missingTwins, uuidsOf } from "../../../../providers/coolify/variables/differences.ts";
import { type Markers, type Variables, wantedRows } from "../../../../providers/coolify/variables/rows.ts";
import { hiddenRow, row, variable } from "./rowSamples.ts";

const wanted = { A: variable("x") };
const twin = { is_preview: true };

const compared = (variables: Variables, rows: ReturnType<typeof row>[], markers?: Markers) => {
  const { due, surplus } = differences(wantedRows(variables, true), rows, markers);
  return { due: due.map(({ key, isPreview }) => (isPreview ? `${key} preview` : key)), surplus };
};

describe("what differs from Coolify", () => {
  test.each<[string, ReturnType<typeof row>[], string[], string[]]>([
    ["nothing", [row("A", "x")], [], []],
    ["a missing row", [], ["A"], []],
    ["a value", [row("A", "y")], ["A"], []],
    ["a flag", [row("A", "x", { is_literal: true })], ["A"], []],
    ["a stage", [row("A", "x", { is_runtime: false })], ["A"], []],
    ["a comment", [row("A", "x", { comment: "why" })], ["A"], []],
    ["a row of somebody else", [row("A", "x"), row("B", "y")], [], []],
    ["a row of the same word in other letters", [row("a", "x"), row("A", "x")], [], []],
    ["a preview row", [row("A", "x"), row("A", "other", twin)], [], []],
    ["only a preview row", [row("A", "x", twin)], ["A"], []],
    ["a row twice", [row("A", "x"), row("A", "old", { uuid: "second" })], [], ["second"]],
    ["a preview row twice", [row("A", "x"), row("A", "x", twin), row("A", "x", { ...twin, uuid: "second" })], [], ["second"]],
    ["somebody else's row twice", [row("A", "x"), row("B", "y"), row("B", "z", { uuid: "second" })], [], []],
  ])("%s", (_, rows, due, surplus) => expect(compared(wanted, rows)).toEqual({ due, surplus }));

  test.each<[string, ReturnType<typeof row>[], string[]]>([
    ["as it is", [row("A", "x"), row("A", "p", twin)], []],
    ["missing", [row("A", "x")], ["A preview"]],
    ["another value", [row("A", "x"), row("A", "x", twin)], ["A preview"]],
  ])("an own preview row: %s", (_, rows, due) =>
    expect(compared({ A: { ...variable("x"), preview: variable("p") } }, rows).due).toEqual(due),
  );

  test("null and empty are one", () => expect(compared({ A: variable("") }, [row("A", null)]).due).toEqual([]));

  test("names that every object has are keys like others", () =>
    expect(compared(wanted, [row("A", "x"), row("constructor", "y"), row("toString", "y", { uuid: "second" })])).toEqual({
      due: [],
      surplus: [],
    }));

  test("a value that is not shown is sent, unless its row has not changed since", () => {
    const secret = { A: { ...variable("x", { isShownOnce: true }), preview: variable("y") } };
    const rows = [hiddenRow("A", { updated_at: "then" }), row("A", "y", twin)];
    expect(compared(secret, rows).due).toEqual(["A"]);
    expect(compared(secret, rows, { A: "before" }).due).toEqual(["A"]);
    expect(compared(secret, rows, { A: "then" }).due).toEqual([]);
  });
});

test.each<[string, Variables, ReturnType<typeof row>[], string[]]>([
  ["is named", wanted, [row("A", "x")], ["A"]],
  ["is there", wanted, [row("A", "x"), row("A", "x", twin)], []],
  ["will come with its row", wanted, [], []],
  ["is wanted anyway", { A: { ...variable("x"), preview: variable("p") } }, [row("A", "x")], []],
])("a twin that %s", (_, variables, rows, keys) =>
  expect(missingTwins(wantedRows(variables, true), rows).map(({ key, isPreview }) => isPreview && key)).toEqual(keys),
);

test("both rows of a key are found", () =>
  expect(uuidsOf([row("A", "x"), row("A", "x", twin), row("B", "y")], ["A"])).toEqual(["A-production", "A-preview"]));
