import { describe, expect, test } from "@jest/globals";
import { hasUnknown, isUnknownAt, UNKNOWN } from "../../../providers/coolify/unknown.ts";
import { at, changedKeys, isSame, pruned } from "../../../providers/coolify/values.ts";

describe("comparing", () => {
  test.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, true],
    [{ a: undefined }, {}, true],
    [{ a: null }, {}, true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: "" }, {}, false],
    ["1", 1, false],
    [{ a: [] }, { a: {} }, false],
  ])("%j and %j: %s", (left, right, same) => expect(isSame(left, right)).toBe(same));

  test("names the keys that differ", () => expect(changedKeys({ a: 1, b: 2, c: [1] }, { a: 1, b: 3, d: 4, c: [1] })).toEqual(["b", "d"]));
});

test("nothing undefined is left, at any depth", () =>
  expect(JSON.stringify(pruned({ a: undefined, b: [{ c: undefined, d: null }] }))).toBe('{"b":[{"d":null}]}'));

test("a dotted path", () => {
  expect(at({ source: { type: "x" } }, "source.type")).toBe("x");
  expect(at({ source: UNKNOWN }, "source.type")).toBeUndefined();
});

describe("what is not known yet", () => {
  test("is found at any depth", () => {
    expect(hasUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
    expect(hasUnknown({ a: [{ b: "x" }] })).toBe(false);
  });
  test("excuses its own path and all below", () => {
    expect(isUnknownAt({ a: UNKNOWN }, ["a", "b"])).toBe(true);
    expect(isUnknownAt({ a: { b: UNKNOWN, c: 1 } }, ["a", "c"])).toBe(false);
    expect(isUnknownAt({ a: { b: UNKNOWN } }, ["a"])).toBe(false);
  });
});
