import { describe, expect, test } from "@jest/globals";
import { bodyOf } from "../../../providers/coolify/body.ts";
import { get, patch, post } from "../../../providers/coolify/kind.ts";
import { fill, queryOf } from "../../../providers/coolify/path.ts";

const ROUTE = patch("/applications/{uuid}/envs/bulk");

describe("a body", () => {
  test("is JSON, whatever is in it", () => {
    const body = { data: [{ key: "A", value: 'é😀\n\t\\"' }], note: null };
    expect(JSON.parse(String(bodyOf(ROUTE, body)))).toEqual(body);
    expect(bodyOf(get("/projects"), undefined)).toBeUndefined();
  });

  test.each([
    ["NUL", { data: [{ value: "fine" }, { value: "a\0b" }] }, "data.1.value"],
    ["half a pair", { name: "\ud800x" }, "name"],
    ["the other half", { name: "x\udc00" }, "name"],
    ["NUL in a key", { more: { "a\0": 1 } }, "more"],
  ])("with %s is refused with its place, not its text", (_, body, place) =>
    expect(() => bodyOf(ROUTE, body)).toThrow(new RegExp(`^PATCH /applications/\\{uuid\\}/envs/bulk: the text of "${place}" has a NUL`)),
  );

  test.each(["_method", "uuid", "environment_name_or_uuid"])("never leads to another object or method by %s", (key) =>
    expect(() => bodyOf(ROUTE, { [key]: "x" })).toThrow(`"${key}" must not stand in a body`),
  );

  test("names its objects where the route wants that", () => {
    expect(bodyOf(post("/deploy"), { uuid: "a,b" })).toBe('{"uuid":"a,b"}');
    expect(bodyOf(patch("/applications/{application}/storages"), { uuid: "a" })).toBe('{"uuid":"a"}');
    expect(() => bodyOf(post("/deploy"), { _method: "DELETE" })).toThrow("_method");
  });
});

test.each(["_method", "uuid", "environment_name_or_uuid"])("a query never has %s", (key) => {
  expect(() => queryOf({ ...get("/projects"), query: { [key]: "x" } })).toThrow(`"${key}" must not stand in a query`);
  expect(queryOf({ ...get("/projects"), query: { take: "1" } })).toBe("?take=1");
});

describe("an address", () => {
  test("is filled in", () =>
    expect(fill(get("/projects/{project}/{name}"), { project: "p", name: "ä b?c#d" })).toBe("/projects/p/%C3%A4%20b%3Fc%23d"));

  test.each([".", "..", "a/b", "../servers/s", "a\\b", "a\0b", "\ud800"])("never leads somewhere else by %j", (name) =>
    expect(() => fill(get("/projects/{name}"), { name })).toThrow(/cannot stand in an address\. Use the uuid/),
  );

  test.each([undefined, "", 7])("without its value (%j) is a fault of ours", (uuid) =>
    expect(() => fill(get("/projects/{uuid}"), { uuid })).toThrow("no value for {uuid}"),
  );
});
