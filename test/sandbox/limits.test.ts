import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask, sleep, steer } from "./asking.ts";

let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 5, rateWindow: 0.6 } });
});
afterAll(() => coolify.close());
afterEach(async () => {
  await steer(coolify, "POST", "control", { control: "forget-rate-limits" });
});

const statusesOf = async (count: number) => {
  const all: number[] = [];
  for (let index = 0; index < count; index++) all.push((await ask(coolify, "GET", "/projects")).status);
  return all;
};

test("the call after the last one is refused, with the time to wait, until the window ends", async () => {
  expect(await statusesOf(6)).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await ask(coolify, "POST", "/projects", { name: "refused" });
  expect(refused.body).toEqual({ message: "Too Many Attempts." });
  expect(Object.fromEntries(["limit", "remaining"].map((key) => [key, refused.headers.get(`x-ratelimit-${key}`)]))).toEqual({
    limit: "5",
    remaining: "0",
  });
  expect(Number(refused.headers.get("retry-after"))).toBe(1);
  expect(Number(refused.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000 - 1);
  await sleep(650);
  const after = await ask(coolify, "GET", "/projects");
  expect([after.status, after.headers.get("x-ratelimit-remaining"), after.body]).toEqual([200, "4", []]);
});

test("tokens of one user share a window, other users and addresses have their own", async () => {
  await statusesOf(5);
  const asks = (token: string | null, path = "/projects") => ask(coolify, "GET", path, undefined, { token });
  expect((await asks(coolify.tokens.read ?? "")).status).toBe(429);
  expect((await asks(coolify.tokens.otherTeam ?? "")).status).toBe(200);
  expect((await asks(null)).status).toBe(401);
  expect((await asks(null, "/nowhere")).headers.get("x-ratelimit-remaining")).toBe("4");
});

test("without a limit nothing is counted", async () => {
  coolify.settings({ rateLimit: 0 });
  expect(new Set(await statusesOf(30))).toEqual(new Set([200]));
  coolify.settings({ rateLimit: 5 });
});

test("the framework's 429 is a page for those who do not ask for JSON", async () => {
  await statusesOf(5);
  const page = await ask(coolify, "GET", "/projects", undefined, { headers: { accept: "*/*" } });
  expect([page.status, page.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
  expect(page.headers.get("retry-after")).not.toBeNull();
});
