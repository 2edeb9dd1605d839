import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { webApplication } from "./webApplication.ts";

let coolify: Coolify;
let application: string;
const envs = (): string => `/applications/${application}/envs`;

beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  application = await webApplication(coolify);
  await ask(coolify, "POST", "/team/envs", { key: "FIRST", value: "{{team.SECOND}}" });
  await ask(coolify, "POST", "/team/envs", { key: "SECOND", value: "$1 $& 2" });
  await ask(coolify, "POST", "/team/envs", { key: "JSON", value: '{"a":"b"}' });
});

afterAll(() => coolify.close());

/** Value, further fields, `real_value` (contract 5.1). */
const REAL: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ["a\tb", {}, "a\\tb"],
  ["a\r\nb", {}, "a\\r\nb"],
  ["a\\b", {}, "a\\\\b"],
  ["a'b", { is_literal: true }, "'a'b'"],
  ["$HOME", {}, "$HOME"],
  ['{"a":1}', { is_literal: true }, '{"a":1}'],
  ["[1, 2]", { is_multiline: true }, "[1, 2]"],
  ["{a'b}", {}, "{a\\'b}"],
  ['"text"', {}, '\\"text\\"'],
  ["{{team.JSON}}", {}, '{"a":"b"}'],
  ["{{team.SECOND}}", {}, "$1 $& 2"],
  ["{{team.FIRST}}", {}, "{{team.SECOND}}"],
  ["{{team.FIRST}} {{team.SECOND}}", {}, "$1 $& 2 $1 $& 2"],
  ["{{team.TO\nSECOND}}", {}, "{{team.TO\nSECOND}}"],
];

describe("real_value", () => {
  test.each(REAL)("of %j with %j", async (value, more, real) => {
    await ask(coolify, "PATCH", `${envs()}/bulk`, { data: [{ key: "REAL", value, is_multiline: false, ...more }] });
    const { body } = await ask(coolify, "GET", envs());
    expect(body.find((row: { key: string }) => row.key === "REAL")).toMatchObject({ value, real_value: real });
  });
});

/** What a bulk call is sent and what it answers (contract 5.1). */
const BULK: readonly (readonly [unknown, number, unknown])[] = [
  [{ data: {} }, 400, { message: "Bulk data is required." }],
  [{ data: "0" }, 400, { message: "Bulk data is required." }],
  [{ data: 7 }, 422, { message: "Validation failed.", errors: { key: ["This field is required."] } }],
  [{ data: [{ key: ["A"] }] }, 500, { message: "Server Error" }],
  [{ data: [{ key: 5 }] }, 422, { message: "Validation failed.", errors: { key: ["The key field format is invalid."] } }],
];

test.each(BULK)("a bulk of %j answers %d", async (body, status, answer) => {
  expect(await ask(coolify, "PATCH", `${envs()}/bulk`, body)).toMatchObject({ status, body: answer });
});

test("a shown-once row can be written again only with the flag, and is readable once the flag is off", async () => {
  await ask(coolify, "POST", envs(), { key: "ONCE", value: "secret", is_shown_once: true });
  expect(await ask(coolify, "PATCH", envs(), { key: "ONCE", value: "x" })).toMatchObject({ status: 500 });
  const open = await ask(coolify, "PATCH", envs(), { key: "ONCE", is_shown_once: false });
  expect(open).toMatchObject({ status: 201, body: { value: null, is_shown_once: false } });
});

describe("shared variables cannot be empty", () => {
  const cases: readonly (readonly [string, unknown, number])[] = [
    ["POST", { key: "EMPTY" }, 500],
    ["POST", { key: "EMPTY", value: " " }, 500],
    ["POST", { key: "FIRST" }, 409],
    ["PATCH", { value: "" }, 500],
    ["PATCH", { key: null }, 500],
    ["PATCH", { key: "no-dash" }, 422],
    ["PATCH", { is_runtime: true }, 422],
    ["PATCH", { is_shown_once: true }, 200],
  ];
  test.each(cases)("%s %j answers %d", async (method, body, status) => {
    const list = await ask(coolify, "GET", "/team/envs");
    const path = method === "POST" ? "/team/envs" : `/team/envs/${list.body[0].id}`;
    expect((await ask(coolify, method, path, body)).status).toBe(status);
    expect((await ask(coolify, "GET", "/team/envs")).body).toHaveLength(3);
  });
});
