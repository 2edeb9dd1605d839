import { describe, expect, test } from "@jest/globals";
import { differences, itemsOf, liveVariables, uuidsOf, variableOf } from "../../../../providers/coolify/applicationVariables/items.ts";
import type { Variable } from "../../../../providers/coolify/applicationVariables/shape.ts";

const variable = (value: string, more: Partial<Variable> = {}): Variable => ({
  value,
  isBuildtime: true,
  isRuntime: true,
  isLiteral: false,
  isMultiline: false,
  isShownOnce: false,
  ...more,
});

/** A row as Coolify lists it. */
const row = (key: string, value: string | null, more: Record<string, unknown> = {}) => ({
  uuid: `${key}-${more.is_preview ? "preview" : "production"}`,
  key,
  value,
  is_preview: false,
  is_literal: false,
  is_multiline: false,
  is_shown_once: false,
  is_runtime: true,
  is_buildtime: true,
  comment: null,
  ...more,
});

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

  test("put all production rows before any preview row; the twin of a hidden value is hidden too", () => {
    const items = itemsOf({ A: variable("x", { isShownOnce: true }), B: variable("y"), C: variable("z", { isShownOnce: true }) });
    expect(items.map(({ key, is_preview: preview }) => [key, preview])).toEqual([
      ["A", undefined],
      ["B", undefined],
      ["C", undefined],
      ["A", true],
      ["C", true],
    ]);
    expect(items.at(-1)).toMatchObject({ is_shown_once: true });
  });

  test("an empty value is null", () => expect(itemsOf({ A: variable("") })[0]).toMatchObject({ value: null, comment: null }));
});

describe("what differs from Coolify", () => {
  const wanted = { A: variable("x") };

  test.each<[string, ReturnType<typeof row>[], string[], string[]]>([
    ["nothing", [row("A", "x")], [], []],
    ["a missing row", [], ["A"], []],
    ["a value", [row("A", "y")], ["A"], []],
    ["a flag", [row("A", "x", { is_literal: true })], ["A"], []],
    ["a comment", [row("A", "x", { comment: "why" })], ["A"], []],
    ["a row of somebody else", [row("A", "x"), row("B", "y")], [], []],
    ["a preview row", [row("A", "x"), row("A", "other", { is_preview: true })], [], []],
    ["only a preview row", [row("A", "x", { is_preview: true })], ["A"], []],
    ["a row twice", [row("A", "x"), row("A", "old", { uuid: "second" })], [], ["second"]],
  ])("%s", (_, rows, changed, surplus) => {
    const result = differences(wanted, rows);
    expect(Object.keys(result.changed)).toEqual(changed);
    expect(result.surplus).toEqual(surplus);
  });

  test("null and empty are one", () => expect(differences({ A: variable("") }, [row("A", null)]).changed).toEqual({}));

  test("a value that is not shown is sent: writing the same changes nothing", () => {
    const { value: _, ...hidden } = row("A", "x", { is_shown_once: true });
    expect(Object.keys(differences({ A: variable("x", { isShownOnce: true }) }, [hidden]).changed)).toEqual(["A"]);
  });
});

describe("what Coolify has", () => {
  test("is read in our form", () =>
    expect(variableOf(row("A", "x", { comment: "why" }), undefined)).toEqual(variable("x", { comment: "why" })));

  test("a hidden value is the one we know", () => {
    const { value: _, ...hidden } = row("A", "x", { is_shown_once: true });
    expect(liveVariables({ A: variable("known", { isShownOnce: true }) }, [hidden])).toEqual({
      A: variable("known", { isShownOnce: true }),
    });
  });

  test("leaves out what is gone and what is not ours", () => {
    expect(liveVariables({ A: variable("x"), B: variable("y") }, [row("A", "changed"), row("C", "z")])).toEqual({ A: variable("changed") });
  });

  test("both rows of a key are found", () =>
    expect(uuidsOf([row("A", "x"), row("A", "x", { is_preview: true }), row("B", "y")], ["A"])).toEqual(["A-production", "A-preview"]));
});
