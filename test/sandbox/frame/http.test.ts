import { describe, expect, test } from "@jest/globals";
import { expectsJson, type Incoming, overriddenMethod, valuesOf } from "../../../sandbox/coolify/http/incoming.ts";
import { normalised, trimmed } from "../../../sandbox/coolify/http/normalise.ts";
import { decodePath, parseQuery, withLists } from "../../../sandbox/coolify/http/query.ts";
import { Router } from "../../../sandbox/coolify/http/router.ts";

const incoming = (more: Partial<Incoming>): Incoming => ({
  method: "POST",
  path: "/",
  search: "",
  headers: { "content-type": "application/json" },
  address: "127.0.0.1",
  raw: Buffer.from(""),
  ...more,
});

describe("the router", () => {
  const router = new Router<string>();
  for (const path of ["/a", "/a/{x}", "/a/{x}/c", "/a/b/{y}", "/a/{x}/c/{y}"]) router.add("GET", path, path);
  router.add("POST", "/a/public", "post");

  test.each<[string, string, string | undefined, Record<string, string>]>([
    ["GET", "a", "/a", {}],
    ["GET", "a/", "/a", {}],
    ["HEAD", "a", "/a", {}],
    ["GET", "a/1", "/a/{x}", { x: "1" }],
    ["GET", "a/b/2", "/a/b/{y}", { y: "2" }],
    ["GET", "a/b/c", "/a/b/{y}", { y: "c" }],
    ["GET", "a/b/c/d", "/a/{x}/c/{y}", { x: "b", y: "d" }],
    ["GET", "a/public", "/a/{x}", { x: "public" }],
    ["POST", "a/public", "post", {}],
    ["POST", "a/private", undefined, {}],
    ["GET", "a//c", undefined, {}],
    ["GET", "b", undefined, {}],
    ["PUT", "a", undefined, {}],
  ])("%s %s", (method, path, target, params) => {
    const match = router.find(method, path);
    expect(match?.target).toBe(target);
    if (match) expect(match.params).toEqual(params);
  });
});

describe("texts", () => {
  test.each([
    ["  a b \n", "a b"],
    ["\u200b\ufeffzero\u200b", "zero"],
    ["\u00a0\u00adnbsp\u3164", "nbsp"],
    ["\u{e0020}tag\u{1d173}", "tag"],
    ["plain", "plain"],
    ["", ""],
    ["\t", ""],
    ["two\nlines", "two\nlines"],
    [`\u{e0020}a\u{1f600}\u200b`, "a\u{1f600}"],
    ["\u{1f600}", "\u{1f600}"],
    ["ünï", "ünï"],
  ])("%j is trimmed to %j", (text, expected) => {
    expect(trimmed(text)).toBe(expected);
  });

  test("a long text is trimmed in time that grows with it alone", () => {
    const text = `a${"\u200b".repeat(200_000)}a`;
    const started = performance.now();
    expect(trimmed(`${text}\u200b`)).toBe(text);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("what PHP takes for a list is one", () => {
    expect(normalised({ a: {}, b: { 0: "x", 1: "y" }, c: { 1: "x" }, d: [{}] })).toEqual({ a: [], b: ["x", "y"], c: { 1: "x" }, d: [[]] });
  });

  test("empty becomes null at every depth; passwords keep their blanks at the top only", () => {
    expect(normalised({ a: " ", b: [" x ", ""], c: { d: " ", password: " p " }, password: " p ", n: 0, f: false })).toEqual({
      a: null,
      b: ["x", null],
      c: { d: null, password: "p" },
      password: " p ",
      n: 0,
      f: false,
    });
  });
});

describe("queries as PHP reads them", () => {
  test.each<[string, unknown]>([
    ["", {}],
    ["a=1&b=2&a=3", { a: "3", b: "2" }],
    ["a", { a: "" }],
    ["a[]=1&a[]=2", { a: ["1", "2"] }],
    ["a[x]=1&a[y][]=2", { a: { x: "1", y: ["2"] } }],
    ["a.b=1&c%20d=2", { a_b: "1", c_d: "2" }],
    ["a=%zz&b=x+y%2B", { a: "%zz", b: "x y+" }],
    ["a=1=2", { a: "1=2" }],
    ["__proto__=1&__proto__[x]=1", { ["__proto__"]: { x: "1" } }],
  ])("%j", (text, expected) => {
    expect(JSON.stringify(withLists(parseQuery(text)))).toBe(JSON.stringify(expected));
  });

  test("bytes that are no UTF-8 are refused", () => {
    expect(() => parseQuery("a=%ff")).toThrow();
    expect(() => decodePath("/%c3%28")).toThrow();
    expect(decodePath("/a+b%20c")).toBe("/a+b c");
  });
});

describe("the bag", () => {
  const bag = (search: string, body: string, type = "application/json") =>
    valuesOf(incoming({ search, raw: Buffer.from(body), headers: { "content-type": type } }));

  test("the body wins over the query", () => {
    expect(bag("a=1&b=2", '{"b":" 3 "}')).toMatchObject({ input: { a: "1", b: "3" }, fromBody: { b: "3" }, query: { a: "1", b: "2" } });
  });

  test.each<[string, unknown]>([
    ['"abc"', { 0: "abc" }],
    ["5", { 0: 5 }],
    ["[1]", { 0: 1 }],
    ["true", { 0: true }],
    ["null", {}],
    ["{broken", {}],
  ])("the body %s is the bag %j", (body, input) => {
    expect(bag("", body).input).toEqual(input);
  });

  test("a form is read, another type is not", () => {
    expect(bag("", "a=1&b[]=2", "application/x-www-form-urlencoded").input).toEqual({ a: "1", b: ["2"] });
    expect(bag("", '{"a":1}', "text/plain").input).toEqual({});
  });

  test("only a POST may name another method", () => {
    const named = (method: string) => overriddenMethod(incoming({ method }), { input: { _method: "delete" } } as never);
    expect([named("POST"), named("PATCH")]).toEqual(["DELETE", "PATCH"]);
  });
});

test.each<[string | undefined, boolean]>([
  ["application/json", true],
  ["application/vnd.x+json, text/html", true],
  ["text/html, application/json", false],
  ["*/*", false],
  [undefined, false],
])("accept %s asks for JSON: %s", (accept, expected) => {
  expect(expectsJson(accept === undefined ? {} : { accept })).toBe(expected);
});
