import { afterEach, describe, expect, test } from "@jest/globals";
import { CoolifyClient } from "../../../providers/coolify/client.ts";
import { exitCodeOf } from "../../../providers/coolify/errors.ts";
import { del, get, patch, post, put } from "../../../providers/coolify/kind.ts";
import type { Limiter } from "../../../providers/coolify/limiter.ts";
import { paceOf } from "../../../providers/coolify/pace.ts";
import { Report } from "../../../providers/coolify/report.ts";
import { Secret } from "../../../providers/secret.ts";
import { type Home, temporaryHome } from "../support/home.ts";
import { type LittleServer, littleServer, type Reply } from "../support/server.ts";

const TOKEN = "9|canarycanarycanarycanary";
const HTML = { text: "<html>login</html>" };

/** Counts nothing. */
const unlimited: Limiter = { admit: async () => ({ since: 0, most: 0 }), answered: async () => undefined };

let server: LittleServer;
let client: CoolifyClient;
let home: Home;

async function against(...replies: Reply[]): Promise<void> {
  server = await littleServer(...replies);
  home = temporaryHome();
  const report = new Report(home.environment.PF_RUN);
  client = new CoolifyClient({ url: server.url, token: new Secret("T", TOKEN), limiter: unlimited, report, pace: paceOf("0.01") });
}

afterEach(async () => {
  await client.close();
  await server.close();
  home.remove();
});

const errorOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error("it went well"),
    (error: Error) => error,
  );

test("a request says who asks, wants JSON and fills in its path", async () => {
  await against({ body: { uuid: "u" } });
  await expect(client.request(patch("/applications/{uuid}"), { params: { uuid: "a b" }, body: { name: "x" } })).resolves.toEqual({
    uuid: "u",
  });
  expect(server.seen).toEqual(["PATCH /api/v1/applications/a%20b"]);
  expect(server.headers).toMatchObject({
    accept: "application/json",
    authorization: `Bearer ${TOKEN}`,
    "content-type": "application/json",
  });
  expect(server.bodies).toEqual(['{"name":"x"}']);
  expect(home.lines("requests")).toMatchObject([{ method: "PATCH", path: "/applications/a%20b", status: 200, purpose: "call" }]);
});

test("a report that cannot be written stops no request", async () => {
  await against({ body: { uuid: "u" } });
  await client.close();
  const report = new Report("/dev/null/run");
  client = new CoolifyClient({ url: server.url, token: new Secret("T", TOKEN), limiter: unlimited, report, pace: paceOf("0.01") });
  await expect(client.request(get("/projects"))).resolves.toEqual({ uuid: "u" });
});

test("a query stays out of the report", async () => {
  await against({});
  await client.request(del("/applications/{uuid}", { delete_volumes: "false" }), { params: { uuid: "a" } });
  expect(server.seen).toEqual(["DELETE /api/v1/applications/a?delete_volumes=false"]);
  expect(home.lines("requests")[0]?.path).toBe("/applications/a");
});

describe("what may be repeated is repeated", () => {
  test.each<[string, Reply, ReturnType<typeof get>]>([
    ["GET after 500", { status: 500 }, get("/projects")],
    ["GET after 502 in HTML", { status: 502, ...HTML }, get("/projects")],
    ["GET after a broken connection", { hangUp: true }, get("/projects")],
    ["GET after 504 in HTML", { status: 504, ...HTML }, get("/projects")],
    ["POST after 503", { status: 503 }, post("/projects")],
    ["PATCH after 503 in HTML", { status: 503, ...HTML }, patch("/projects/p")],
    ["DELETE after 503", { status: 503 }, del("/projects/p")],
    ["PATCH after 429", { status: 429, headers: { "retry-after": "0" } }, patch("/projects/p")],
    ["PATCH after 503 until a date", { status: 503, headers: { "retry-after": "Thu, 01 Jan 2026 00:00:00 GMT" } }, patch("/projects/p")],
    ["PATCH after 503 until nobody knows when", { status: 503, headers: { "retry-after": "soon" } }, patch("/projects/p")],
    ["POST after 429", { status: 429, headers: { "retry-after": "0" } }, post("/projects")],
  ])("%s", async (_, fault, route) => {
    await against(fault, fault, { body: { well: true } });
    await expect(client.request(route, { body: {} })).resolves.toEqual({ well: true });
    expect(server.seen).toHaveLength(3);
    expect(home.lines("requests")).toHaveLength(3);
  });
});

describe("a write that may have been done is left to its caller, who looks before it is sent again", () => {
  const WRITES = [post("/projects"), patch("/projects/p"), put("/projects/p"), del("/projects/p")];
  test.each<[string, Reply, number | undefined]>([
    ["500", { status: 500 }, 500],
    ["502 in HTML", { status: 502, ...HTML }, 502],
    ["504", { status: 504 }, 504],
    ["a broken connection", { hangUp: true }, undefined],
    ["an answer that is damaged", { status: 201, text: "{", headers: { "content-type": "application/json" } }, 201],
  ])("%s", async (_, fault, status) => {
    await against(fault);
    for (const [index, route] of WRITES.entries()) {
      const error = await errorOf(client.request(route, { body: {} }));
      expect(error).toMatchObject({ name: "UnknownOutcomeError", method: route.method, path: route.path, status });
      expect(server.seen).toHaveLength(index + 1);
    }
  });

  test("and after a 500 a person is told where the reason stands", async () => {
    await against({ status: 500, body: { message: "Server Error" } });
    expect((await errorOf(client.request(patch("/applications/a"), { body: {} }))).message).toBe(
      "PATCH /applications/a: answered 500 (Coolify's logs say why); whether Coolify did it is not known.",
    );
  });

  test("unless the caller says that repeating is harmless", async () => {
    await against({ hangUp: true }, { status: 502, ...HTML }, { body: { well: true } });
    await expect(client.request(put("/projects/p"), { body: {}, idempotent: true })).resolves.toEqual({ well: true });
    expect(server.seen).toHaveLength(3);
  });

  test("and said to be unknown after patience, then too", async () => {
    await against({ status: 500 });
    expect((await errorOf(client.request(put("/projects/p"), { body: {}, idempotent: true }))).name).toBe("UnknownOutcomeError");
    expect(server.seen.length).toBeGreaterThan(1);
  });
});

describe("what is no Coolify is said to be none", () => {
  test.each<[string, Reply, RegExp]>([
    ["a login page", HTML, /does not answer like Coolify's API \(status 200, text\/html/],
    ["a page that is not there", { status: 404, ...HTML }, /does not answer like Coolify's API \(status 404/],
    [
      "a redirect",
      { status: 302, text: "", headers: { location: "https://x.y/login?token=1" } },
      /It sends us to https:\/\/x\.y\/login\. Check the address/,
    ],
    ["broken JSON", { text: "{", headers: { "content-type": "application/json" } }, /does not answer like Coolify's API/],
  ])("%s", async (_, reply, message) => {
    await against(reply);
    const error = await errorOf(client.request(get("/projects")));
    expect(error.message).toMatch(message);
    expect(exitCodeOf(error)).toBe(4);
    expect(server.seen).toHaveLength(1);
  });

  test("an HTML page is no version", async () => {
    await against(HTML);
    expect((await errorOf(client.request(get("/version"), { text: true }))).message).toMatch(/Check the address/);
  });

  test("plain text is a version", async () => {
    await against({ text: "4.3.11" });
    await expect(client.request(get("/version"), { text: true })).resolves.toBe("4.3.11");
  });
});

describe("a page from a proxy, once Coolify has been heard of", () => {
  const PAGES: [string, Reply][] = [
    ["a login page", HTML],
    ["a redirect", { status: 302, text: "", headers: { location: "https://x.y/login" } }],
  ];

  test.each(PAGES)("%s: what may be repeated is repeated", async (_, page) => {
    await against({ body: {} }, page, page, { body: { well: true } });
    await client.request(get("/projects"));
    await expect(client.request(get("/deployments"))).resolves.toEqual({ well: true });
  });

  test.each(PAGES)("%s: a write may have been done", async (_, page) => {
    await against({ body: {} }, page);
    await client.request(get("/projects"));
    expect((await errorOf(client.request(post("/deploy"), { body: {} }))).name).toBe("UnknownOutcomeError");
    expect(server.seen).toHaveLength(2);
  });

  test("that stays is said after patience", async () => {
    await against({ body: {} }, HTML);
    await client.request(get("/projects"));
    expect((await errorOf(client.request(get("/projects")))).message).toMatch(
      /^Something in front of http:\S+ answers instead of Coolify \(status 200, text\/html/,
    );
  });

  test("that refuses is not asked again", async () => {
    await against({ body: {} }, { status: 407, ...HTML });
    await client.request(get("/projects"));
    expect((await errorOf(client.request(patch("/projects/p"), { body: {} }))).message).toMatch(/instead of Coolify \(status 407/);
    expect(server.seen).toHaveLength(2);
  });

  test("that finds a text too large says the same as Coolify would, once", async () => {
    await against({ body: {} }, { status: 413, ...HTML });
    await client.request(get("/projects"));
    const error = await errorOf(client.request(patch("/services/s"), { body: {} }));
    expect(error).toMatchObject({ status: 413, message: expect.stringContaining("→ The text is larger than this Coolify accepts") });
    expect(server.seen).toHaveLength(2);
  });
});

test("a server that is away is named, after patience", async () => {
  await against({});
  await client.close();
  const report = new Report(home.environment.PF_RUN);
  // A port that is never given to a program by itself, and a patience that even a busy machine does not use up with one attempt.
  client = new CoolifyClient({ url: "http://127.0.0.1:9", token: new Secret("T", TOKEN), limiter: unlimited, report, pace: paceOf("0.2") });
  const error = await errorOf(client.request(post("/projects"), { body: {} }));
  expect(error.message).toContain("No answer from Coolify at http://127.0.0.1:9: nothing listens there");
  expect(exitCodeOf(error)).toBe(4);
  expect(home.lines("requests").length).toBeGreaterThan(1);
});

test.each(["Deployment queue is full. Please wait for existing deployments to complete.", "Too Many Attempts."])(
  "POST /deploy that answers 429 (%s) is left to the caller: a part may be queued (contract 8.1)",
  async (message) => {
    await against({ status: 429, body: { message }, headers: { "retry-after": "60" } });
    expect(await errorOf(client.request(post("/deploy"), { body: {} }))).toMatchObject({ status: 429 });
    expect(server.seen).toHaveLength(1);
  },
);

test("what this process made and is not there lost its parent (contract 21.2); what others made may be deleted", async () => {
  await against({ status: 201, body: { uuid: "new" } }, { status: 404, body: { message: "Application not found" } });
  await client.request(post("/applications/public"), { body: {} });
  expect((await errorOf(client.request(patch("/applications/new"), { body: {} }))).message).toContain("→ It was made a moment ago");
  expect((await errorOf(client.request(patch("/applications/old"), { body: {} }))).message).toContain("→ It may have been deleted");
});

test("a token never stands in an error or report", async () => {
  await against({ status: 401, body: { message: `Unauthenticated: ${TOKEN}` } });
  const error = await errorOf(client.request(get("/projects")));
  expect(error).toMatchObject({ status: 401, exitCode: 3 });
  expect(JSON.stringify([error.message, error, home.lines("requests")])).not.toContain("canary");
});

test("a route without its value is a fault of ours, not a request", async () => {
  await against({});
  expect((await errorOf(client.request(get("/projects/{uuid}")))).message).toContain("{uuid}");
  expect(server.seen).toEqual([]);
});
