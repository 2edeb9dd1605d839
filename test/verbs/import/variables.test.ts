import { expect, test } from "@jest/globals";
import type { Foreign } from "../../../verbs/import/found.ts";
import { variablesOf } from "../../../verbs/import/look/variables.ts";

const row = (key: string, value: string | null, more: object = {}) => ({
  ...{ key, value, is_preview: false, is_literal: false, is_multiline: false, is_buildtime: true, is_runtime: true, is_shown_once: false },
  ...more,
});

const look = (rows: object[], compose?: string) => {
  const foreign: Foreign[] = [];
  const found = variablesOf(rows as never, { what: "application web (production)", compose, isBorn: () => false }, foreign);
  return { found, foreign: foreign.map(({ what, reason }) => `${what}: ${reason}`) };
};

test("settings that Coolify would not choose by itself", () => {
  const { found } = look([
    row("PLAIN", "a"),
    row("DOLLAR", "a$b"),
    row("KEPT", "a$b", { is_literal: true }),
    row("BOTH", "a$'b"),
    row("LINES", "a\nb"),
    row("BUILD", "1", { is_runtime: false, comment: "why" }),
    row("NOTHING", null),
  ]);
  expect(found).toEqual({
    PLAIN: { value: "a", flags: {} },
    DOLLAR: { value: "a$b", flags: { literal: false } },
    KEPT: { value: "a$b", flags: {} },
    BOTH: { value: "a$'b", flags: {} },
    LINES: { value: "a\nb", flags: { multiline: false } },
    BUILD: { value: "1", flags: { runtime: false, comment: "why" } },
    NOTHING: { value: "", flags: {} },
  });
});

test("a value for pull requests counts where it is another", () => {
  const twin = (value: string | null) => row("A", value, { is_preview: true });
  expect(look([row("A", "1"), twin("1")]).found.A).toEqual({ value: "1", flags: {} });
  expect(look([row("A", "1"), twin("2")]).found.A).toEqual({ value: "1", flags: {}, preview: "2" });
  expect(look([row("A", "1"), twin(null)]).found.A).toEqual({ value: "1", flags: {}, preview: "" });
});

test("what is not shown, stands there twice, or is for pull requests alone is named", () => {
  const { found, foreign } = look([
    row("ONCE", null, { is_shown_once: true }),
    { key: "HIDDEN", is_shown_once: false },
    row("TWICE", "1"),
    row("TWICE", "2"),
    row("ALONE", "1", { is_preview: true }),
  ]);
  expect(found).toEqual({});
  expect(foreign).toEqual([
    "application web (production) variables.ONCE: Coolify does not show its value",
    "application web (production) variables.HIDDEN: Coolify does not show its value",
    expect.stringMatching(/^application web \(production\) variables.TWICE: .*twice/),
    expect.stringMatching(/^application web \(production\) variables.ALONE: .*previews/),
  ]);
});

test("rows that a compose text brings are nobody's", () => {
  const rows = [row("SERVICE_PASSWORD_DB", "x"), row("DB", "$SERVICE_PASSWORD_DB"), row("NAMED", null), row("OWN", null), row("SET", "1")];
  expect(Object.keys(look(rows, "environment:\n  A: $NAMED").found)).toEqual(["OWN", "SET"]);
  expect(Object.keys(look(rows).found)).toHaveLength(5);
});
