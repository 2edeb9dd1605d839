import { expect, test } from "@jest/globals";
import { differences } from "../../../verbs/config/differences.ts";

test("equal ones do not differ, whatever they hold", () => {
  const value = { a: [1, "x", null], b: { c: [{ name: "n", d: [] }] }, e: {} };
  expect(differences(value, structuredClone(value))).toEqual([]);
});

test("items are called by their names, so that one more in front of them moves nothing", () => {
  const [dev, prod] = [
    { name: "dev", port: 1 },
    { name: "prod", port: 2 },
  ];
  expect(differences({ apps: [dev, prod] }, { apps: [{ name: "new", port: 3 }, dev, { ...prod, port: 4 }] })).toEqual([
    { path: "apps.prod.port", before: 2, after: 4 },
    { path: "apps.new.name", after: "new" },
    { path: "apps.new.port", after: 3 },
  ]);
});

test("what came and what went has one side; lists of plain values are one value; an empty block counts too", () => {
  expect(differences({ a: 1, list: ["x"], empty: {} }, { b: "", list: ["y"] })).toEqual([
    { path: "a", before: 1 },
    { path: "list", before: ["x"], after: ["y"] },
    { path: "empty", before: {} },
    { path: "b", after: "" },
  ]);
  expect(differences({ a: { b: 1 } }, { a: "text" })).toEqual([{ path: "a", before: { b: 1 }, after: "text" }]);
});
