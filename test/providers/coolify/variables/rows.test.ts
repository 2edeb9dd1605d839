import { describe, expect, test } from "@jest/globals";
import {
  itemOf,
  markersOf,
  sharedVariableOf,
  type Variables,
  variableOf,
  wantedRows,
} from "../../../../providers/coolify/variables/rows.ts";
import { hiddenRow, row, variable } from "./rowSamples.ts";

const itemsOf = (variables: Variables, previews = true) => wantedRows(variables, previews).map(itemOf);

describe("the items of a bulk", () => {
  test("name every field, or Coolify would lose it", () =>
    expect(itemsOf({ A: variable("x", { comment: "why" }) })).toEqual([
      {
        key: "A",
        value: "x",
        is_literal: false,
        is_multiline: false,
        is_shown_once: false,
        is_runtime: true,
        is_buildtime: true,
        comment: "why",
      },
    ]));

  test("put all production rows before any preview row; own previews and hidden copies are named", () => {
    const items = itemsOf({
      A: variable("x", { isShownOnce: true }),
      B: variable("y"),
      C: { ...variable("z", { isShownOnce: true }), preview: variable("other") },
    });
    expect(items.map(({ key, value, is_preview: isPreview, is_shown_once: isShownOnce }) => [key, value, isPreview, isShownOnce])).toEqual([
      ["A", "x", undefined, true],
      ["B", "y", undefined, false],
      ["C", "z", undefined, true],
      ["A", "x", true, true],
      ["C", "other", true, false],
    ]);
  });

  test("know no previews where there are none", () => expect(itemsOf({ A: variable("x", { isShownOnce: true }) }, false)).toHaveLength(1));

  test("an empty value is null", () => expect(itemsOf({ A: variable("") })[0]).toMatchObject({ value: null, comment: null }));
});

describe("a row in our own form", () => {
  test("has all its fields", () =>
    expect(variableOf(row("A", "x", { comment: "why" }), undefined)).toEqual(variable("x", { comment: "why" })));

  test("T19: its value is `value`, never the quoted `real_value`", () =>
    expect(variableOf(row("A", "it's", { real_value: "'it\\'s'", is_literal: true }), undefined)).toEqual(
      variable("it's", { isLiteral: true }),
    ));

  test("a hidden value is the one we know", () =>
    expect(variableOf(hiddenRow("A"), variable("known"))).toEqual(variable("known", { isShownOnce: true })));

  test("a shared one has no stages", () =>
    expect(Object.keys(sharedVariableOf(row("A", "x"), undefined))).toEqual(["value", "isLiteral", "isMultiline", "isShownOnce"]));
});

test("markers are of hidden rows alone, one for each of both rows of a key", () =>
  expect(
    markersOf([row("A", "x"), hiddenRow("B", { updated_at: "then" }), hiddenRow("B", { is_preview: true, updated_at: "later" })]),
  ).toEqual({ B: "then", "B preview": "later" }));
