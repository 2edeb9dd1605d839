import { describe, expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import {
  applicationVariablesShape,
  databaseVariablesShape,
  serviceVariablesShape,
  sharedVariablesShape,
} from "../../../../providers/coolify/variables/shape.ts";

const checkOf = (variables: unknown) => check(applicationVariablesShape, { application: "a", variables });
const checkShared = (scope: unknown, variables: unknown = {}) => check(sharedVariablesShape, { scope, variables });

describe("checking variables", () => {
  const faults = (variables: unknown) => checkOf(variables).failures;

  test.each([
    ["1KEY", { value: "x" }, "must start with a letter"],
    ["K-EY", { value: "x" }, "must start with a letter"],
    ["KÄY", { value: "x" }, "must start with a letter"],
    ["K".repeat(256), { value: "x" }, "at most 255"],
    ["KEY", { value: "a\0b" }, "NUL"],
    ["KEY", { value: "a\ud800b" }, "half of a surrogate pair"],
    ["KEY", { value: 7 }, "expected string"],
    ["KEY", { value: null }, "expected string"],
    ["KEY", { value: "x", comment: "c".repeat(257) }, "256"],
    ["KEY", { value: "x", preview: { value: "a\0b" } }, "NUL"],
    ["KEY", { value: "x", isRuntim: true }, "isRuntim"],
  ])("%.20s %j is refused by name, without its value", (key, variable, reason) => {
    const [fault] = faults({ [key]: variable, GOOD: { value: "canary" } });
    expect(fault?.property).toContain(key);
    expect(fault?.reason).toContain(reason);
    expect(JSON.stringify(fault)).not.toContain("canary");
  });

  test("all faults at once, each with its place", () =>
    expect(
      faults({ "A-B": { value: "x" }, C: { value: "a\0" }, D: { value: "x", preview: { value: 1 } } }).map(({ property }) => property),
    ).toEqual(["variables.A-B", "variables.C.value", "variables.D.preview.value"]));

  test("a comment is counted in characters, not in halves of them", () =>
    expect(faults({ A: { value: "x", comment: "😀".repeat(256) } })).toEqual([]));

  test("a database and a service have no previews", () => {
    for (const shape of [databaseVariablesShape, serviceVariablesShape])
      expect(
        check(shape, { service: "s", database: "d", variables: { A: { value: "x", preview: { value: "y" } } } }).failures,
      ).toContainEqual(expect.objectContaining({ property: "variables.A" }));
  });
});

describe("the form in which variables are compared", () => {
  const formOf = (variable: object) => (checkOf({ A: variable }).inputs.variables as Record<string, object>).A;

  test.each(["\u200bx\u200b", "\ufeffx\u00a0", "\u2060\nx\u00ad"])("%j is trimmed as Coolify does", (value) =>
    expect(formOf({ value })).toMatchObject({ value: "x" }),
  );

  test.each([
    ["a$b", undefined, true],
    ["a$b", false, false],
    ["it's $5", undefined, false],
    ["plain", undefined, false],
    ["plain", true, true],
  ])("%j with isLiteral %j is literal: %j", (value, isLiteral, expected) => {
    expect(formOf({ value, isLiteral })).toMatchObject({ isLiteral: expected });
    expect(formOf({ value: "x", preview: { value, isLiteral } })).toMatchObject({ preview: { isLiteral: expected } });
  });

  test("has every flag, and no blank comment", () =>
    expect(checkOf({ A: { value: " x \n", comment: " " } }).inputs).toEqual({
      application: "a",
      exclusive: false,
      variables: { A: { value: "x", isBuildtime: true, isRuntime: true, isLiteral: false, isMultiline: false, isShownOnce: false } },
    }));

  test("an unknown value inside a variable is no fault", () => {
    const variables = {
      A: { value: UNKNOWN },
      B: UNKNOWN,
      C: { value: "x", preview: UNKNOWN },
      D: { value: "x", preview: { value: UNKNOWN } },
    };
    const { inputs, failures } = check(applicationVariablesShape, { application: UNKNOWN, variables });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ variables });
  });
});

describe("shared variables", () => {
  test.each([[""], [" \n"], ["\u200b"]])("the value %j is refused: Coolify answers 500 to an empty one", (value) =>
    expect(checkShared({ type: "team" }, { A: { value } }).failures).toEqual([
      { property: "variables.A.value", reason: expect.stringContaining("must not be empty") },
    ]),
  );

  test("have no stages", () => expect(checkShared({ type: "team" }, { A: { value: "x", isRuntime: true } }).failures).toHaveLength(1));

  test.each([
    [{ type: "project" }, "scope.project"],
    [{ type: "environment", project: "p" }, "scope.environment"],
    [{ type: "team", project: "p" }, "scope"],
    [{ type: "server", server: "" }, "scope.server"],
  ])("%j is refused", (scope, property) => expect(checkShared(scope).failures).toEqual([expect.objectContaining({ property })]));

  test("an unknown project is no fault", () => expect(checkShared({ type: "project", project: UNKNOWN }).failures).toEqual([]));
});
