import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { allows } from "../../sandbox/coolify/access/addresses.ts";
import { hide } from "../../sandbox/coolify/access/hidden.ts";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

describe("allowed addresses", () => {
  test.each<[string | null, string, boolean]>([
    [null, "127.0.0.1", true],
    [" , ", "127.0.0.1", true],
    ["198.51.100.0/24", "198.51.100.77", true],
    ["198.51.100.0/24", "198.51.101.1", false],
    ["198.51.100.1, 127.0.0.0/8", "127.9.9.9", true],
    ["198.51.100.1,0.0.0.0", "127.0.0.1", true],
    ["0.0.0.0/8,198.51.100.1", "203.0.113.1", true],
    ["2001:db8::/32", "2001:db8::1", true],
    ["2001:db8::/32", "127.0.0.1", false],
    ["::1", "::1", true],
    ["nonsense,127.0.0.1/99", "127.0.0.1", false],
  ])("%j lets %s in: %s", (allowed, address, expected) => {
    expect(allows(allowed, address)).toBe(expected);
  });
});

test("secret keys are absent, not null, for those who may not read them", () => {
  const row = { key: "A", value: "secret", real_value: "'secret'", comment: null };
  expect(hide(row, false, "variable")).toEqual({ key: "A", comment: null });
  expect(hide(row, true, "variable")).toEqual(row);
  expect(row.value).toBe("secret");
});

describe("the world without --world", () => {
  let coolify: Coolify;
  beforeAll(async () => {
    coolify = await startCoolify();
  });
  afterAll(() => coolify.close());
  const as = (name: string) => ({ token: coolify.tokens[name] ?? "" });

  test("has a token for each case", async () => {
    expect(Object.keys(coolify.tokens)).toEqual(["admin", "read", "noSensitive", "otherTeam"]);
    expect(coolify.token).toBe(coolify.tokens.admin);
    await ask(coolify, "POST", "/projects", { name: "ours" });
    expect((await ask(coolify, "GET", "/projects", undefined, as("read"))).body).toHaveLength(1);
    expect((await ask(coolify, "GET", "/projects", undefined, as("otherTeam"))).body).toEqual([]);
    expect((await ask(coolify, "POST", "/projects", { name: "no" }, as("read"))).body).toEqual({
      message: "Missing required permissions: write",
    });
    expect((await ask(coolify, "POST", "/projects", { name: "also ours" }, as("noSensitive"))).status).toBe(201);
  });

  test("has jobs that run by themselves", () => {
    expect(coolify.settings().jobs).toBe("auto");
  });

  test("answers for no domain before something is deployed", async () => {
    const answer = await fetch(`${coolify.proxy}/api/health`, { headers: { host: "dev.air.pfcore.io" } });
    expect([answer.status, await answer.text()]).toEqual([404, "404 page not found\n"]);
  });
});
