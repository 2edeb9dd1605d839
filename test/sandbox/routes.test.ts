import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openRoutes } from "../../sandbox/coolify/http/openRoutes.ts";
import { nouns } from "../../sandbox/coolify/nouns.ts";
import { paths, routes } from "../../sandbox/coolify/routes.ts";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { contractPaths } from "./inventory.ts";

let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0 } });
});
afterAll(() => coolify.close());

const answered = new Set(nouns.flatMap((noun) => Object.keys(noun.actions ?? {})));
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** Contract 1.1 has these; they stand in no row of section 2. */
const BESIDE_THE_TABLE = ["/enable", "/disable", "/mcp/enable", "/mcp/disable"];

test("the inventory is contract section 2's: 197 paths, with the open ones that need no token", () => {
  const own = paths.map((path) => path.replace(/\{\w+\}/g, "{}")).sort();
  expect(own).toEqual([...contractPaths(), ...BESIDE_THE_TABLE].sort());
  expect(own.length + openRoutes.filter((name) => name.includes("api/v1") || name.includes("feedback")).length).toBe(197);
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
