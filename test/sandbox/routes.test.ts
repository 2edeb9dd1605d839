import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openRoutes } from "../../sandbox/coolify/http/openRoutes.ts";
import { nouns } from "../../sandbox/coolify/nouns.ts";
import { paths, routes } from "../../sandbox/coolify/routes.ts";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0 } });
});
afterAll(() => coolify.close());

const answered = new Set(nouns.flatMap((noun) => Object.keys(noun.actions ?? {})));
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test("the inventory is contract section 2's: 197 paths and the open ones beside them", () => {
  expect(paths.length + openRoutes.length).toBeGreaterThanOrEqual(197);
  expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
});

test("every known path is known to the server", async () => {
  for (const path of paths) {
    const method = routes.find((route) => route.path === path)?.method ?? "";
    await ask(coolify, method, path.replace(/\{\w+\}/g, "none"), undefined, { token: coolify.tokens.read });
  }
  expect(coolify.requests().filter((request) => request.unhandled)).toEqual([]);
});

test("every route is answered by a noun, apart from those that moved to POST", () => {
  expect(routes.filter((route) => !route.moved && !answered.has(nameOf(route))).map(nameOf)).toEqual([]);
});
