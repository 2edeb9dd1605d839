import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

/** What the official clients do: their ways of asking must be understood. */
let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0 } });
});
afterAll(() => coolify.close());

test.each(["/projects", "/projects/", "/projects//"])("a list is read at %s", async (path) => {
  expect((await ask(coolify, "GET", path)).body).toEqual([]);
});

test("paths are case-sensitive", async () => {
  expect((await ask(coolify, "GET", "/Projects")).status).toBe(404);
});

test("HEAD gives the headers of GET without a body", async () => {
  const head = await ask(coolify, "HEAD", "/version");
  expect([head.status, head.headers.get("content-type"), head.headers.get("content-length"), head.body]).toEqual([
    200,
    "text/html; charset=utf-8",
    "6",
    "",
  ]);
});

test("gzip may be offered; it is not used", async () => {
  const answer = await ask(coolify, "GET", "/version", undefined, { headers: { "accept-encoding": "gzip, deflate, br" } });
  expect([answer.body, answer.headers.get("content-encoding")]).toEqual(["4.3.11", null]);
});

describe("tokens", () => {
  const statusOf = async (authorization: string) =>
    (await ask(coolify, "GET", "/version", undefined, { token: null, headers: { authorization } })).status;
  const secret = () => coolify.token.split("|")[1];

  test("are taken with and without the number before the bar", async () => {
    expect(await statusOf(`Bearer ${coolify.token}`)).toBe(200);
    expect(await statusOf(`Bearer ${secret()}`)).toBe(200);
    expect(await statusOf(`bearer ${secret()}`)).toBe(200);
  });

  test("are refused with another number, another secret or another scheme", async () => {
    for (const wrong of [`Bearer 2|${secret()}`, "Bearer 1|wrong", "Bearer ", "Bearer 1|", `Basic ${secret()}`, secret() ?? ""]) {
      expect(await statusOf(wrong)).toBe(401);
    }
  });
});

test("header names come in any case, and a connection is used again", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  const get = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${coolify.url}/api/v1/version`, { agent, headers }, (answer) => {
        ports.add(answer.socket.localPort);
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode));
      })
        .on("error", reject)
        .end();
    });
  expect(await get({ AUTHORIZATION: `Bearer ${coolify.token}`, ACCEPT: "application/json" })).toBe(200);
  expect(await get({ authorization: `Bearer ${coolify.token}` })).toBe(200);
  expect(ports.size).toBe(1);
  agent.destroy();
});

test("a whole address in the request line is understood", async () => {
  const status = await new Promise((resolve) => {
    const { port, hostname } = new URL(coolify.url);
    request({ port, hostname, path: `${coolify.url}/api/health` }, (answer) => resolve(answer.statusCode)).end();
  });
  expect(status).toBe(200);
});

test("controllers' errors are JSON also for those who did not ask for it", async () => {
  const answer = await ask(coolify, "GET", "/projects/none", undefined, { headers: { accept: "*/*" } });
  expect([answer.status, answer.body]).toEqual([404, { message: "Project not found." }]);
});
