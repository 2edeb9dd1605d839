import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask, sleep } from "./asking.ts";

/** Nothing that a client sends stops the process, and what belongs to transport is as contract 21.5 and 21.6 say. */
let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, bodyLimit: 100_000 } });
});
afterAll(() => coolify.close());
beforeEach(() => coolify.forgetRequests());

const port = () => Number(new URL(coolify.url).port);
const count = async () => (await ask(coolify, "GET", "/projects")).body.length;
const alive = async () => expect((await ask(coolify, "GET", "/version")).body).toBe("4.3.11");

function open(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port(), "127.0.0.1", () => resolve(socket));
    socket.on("error", () => {});
  });
}

/** Sends bytes and gives everything that comes back until the other side closes or a while passed. */
async function raw(bytes: string | Buffer, wait = 400): Promise<string> {
  const socket = await open();
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
  });
  socket.write(bytes);
  await Promise.race([new Promise((resolve) => socket.once("close", resolve)), sleep(wait)]);
  socket.destroy();
  return received;
}

const post = (body: string | Buffer, more: string[] = [], path = "/api/v1/projects") =>
  Buffer.concat([
    Buffer.from(
      [
        `POST ${path} HTTP/1.1`,
        "Host: x",
        "Connection: close",
        "Accept: application/json",
        `Authorization: Bearer ${coolify.token}`,
        "Content-Type: application/json",
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...more,
        "",
        "",
      ].join("\r\n"),
    ),
    Buffer.from(body),
  ]);

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const INVALID = '{"message":"Invalid request.","error":"Invalid JSON."}';

describe("bodies that are no JSON to PHP", () => {
  test.each<[string, string | Buffer, string[]?]>([
    ["broken JSON", '{"name":'],
    ["a byte order mark", '\ufeff{"name":"abc"}'],
    ["invalid UTF-8", Buffer.from('{"name":"\xe4bc"}', "latin1")],
    ["a lone surrogate", '{"name":"\\ud800abc"}'],
    ["a lone low surrogate", '{"name":"\\udc00abc"}'],
    ["nesting of 512", `{"name":${nested(511)}}`],
    ["nesting of 40 000", nested(40_000)],
    ["gzip", gzipSync('{"name":"abc"}'), ["Content-Encoding: gzip"]],
    ["two values", "{}{}"],
    ["single quotes", "{'name':'abc'}"],
    ["a comment", '{"name":"abc"}//'],
    ["NaN", '{"name":NaN}'],
  ])("%s", async (_what, body, more = []) => {
    const before = await count();
    const answer = await raw(post(body, more));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(INVALID);
    expect(await count()).toBe(before);
  });

  test("nesting of 500 is parsed", async () => {
    expect(await raw(post(`{"name":${nested(499)}}`))).toMatch(/^HTTP\/1\.1 422 /);
  });

  test("a pair of surrogates, an escaped backslash before a u and equal keys are fine", async () => {
    expect(await raw(post('{"name":"first","name":"pair \\u00e9"}'))).toMatch(/^HTTP\/1\.1 201 /);
    expect(await raw(post('{"name":"abc","description":"\\\\ud800"}'))).toMatch(/^HTTP\/1\.1 422 /);
  });

  test("a key of the language itself is a key as any other", async () => {
    const answer = await ask(coolify, "POST", "/projects", JSON.parse('{"name":"abc","__proto__":{"description":"x"},"constructor":1}'));
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(expect.arrayContaining(["__proto__", "constructor"]));
  });
});

describe("sizes", () => {
  test("a body over the limit is a 413 before anybody is asked for a token", async () => {
    const large = JSON.stringify({ name: "x".repeat(200_000) });
    const answer = await ask(coolify, "POST", "/projects", JSON.parse(large), { token: null });
    expect([answer.status, answer.body]).toEqual([413, { message: "The POST data is too large." }]);
    await alive();
  });

  test("a chunked body over the limit too", async () => {
    const chunk = `186a0\r\n${"x".repeat(100_000)}\r\n`;
    const head = post("").toString().replace("Content-Length: 0", "Transfer-Encoding: chunked");
    expect(await raw(head + chunk + chunk)).toMatch(/^HTTP\/1\.1 413 /);
    await alive();
  });

  test("chunked bodies and HTTP/1.0 work", async () => {
    const head = post("").toString().replace("Content-Length: 0", "Transfer-Encoding: chunked");
    expect(await raw(`${head}e\r\n{"name":"abcd"\r\n1\r\n}\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 201 /);
    expect(await raw("GET /api/v1/health HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 .*OK$/s);
  });

  test("a very long path is a plain 404, too long a head is refused", async () => {
    expect(await raw(`GET /api/v1/${"x".repeat(3000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
    expect(await raw(`GET /api/v1/${"x".repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 |^$/);
    await alive();
  });
});

describe("bytes in addresses", () => {
  test("invalid UTF-8 in a query is a 500, in a path a 404", async () => {
    const bytes = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nConnection: close\r\n`;
    const token = `Authorization: Bearer ${coolify.token}\r\n\r\n`;
    expect(await raw(bytes("/api/v1/projects?tag=%ff") + token)).toMatch(/^HTTP\/1\.1 500 .*"Server Error"/s);
    expect(await raw(bytes("/api/v1/projects/%ff") + token)).toMatch(/^HTTP\/1\.1 404 .*could not be found/s);
  });

  test.each(["%zz", "%00", "..%2f..", "%2e%2e", "a%20b", "{x}", "'\"", "*"])("%s is an unknown uuid", async (uuid) => {
    const answer = await ask(coolify, "GET", `/projects/${uuid}`);
    expect(answer.status).toBe(404);
  });
});

describe("connections", () => {
  test("pipelined requests are answered in order", async () => {
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${coolify.token}\r\n\r\n`;
    const answer = await raw(get("/api/v1/version") + get("/api/v1/projects/none") + get("/api/health"));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 200"]);
  });

  test("a client that leaves right after sending has its write done", async () => {
    const before = await count();
    for (let index = 0; index < 20; index++) {
      const socket = await open();
      socket.write(post(`{"name":"gone ${index}"}`), () => (index % 2 ? socket.destroy() : socket.end()));
    }
    await sleep(100);
    expect(await count()).toBe(before + 20);
  });

  test("a body cut before its stated length is not executed", async () => {
    const before = await count();
    for (let index = 0; index < 10; index++) {
      const socket = await open();
      socket.write(post('{"name":"cut off"}').subarray(0, -3), () => socket.destroy());
    }
    await sleep(100);
    expect(await count()).toBe(before);
  });

  test("half-open connections and heads that never end hold nobody up", async () => {
    const sockets = await Promise.all(Array.from({ length: 100 }, open));
    for (const [index, socket] of sockets.entries()) if (index % 2) socket.write("POST /api/v1/projects HTTP/1.1\r\nHost:");
    await alive();
    for (const socket of sockets) socket.destroy();
  });

  test.each(["GARBAGE\r\n\r\n", "\0\0\0\0", "GET /api/v1/version HTTP/9.9\r\n\r\n", "FROB /api/v1/projects HTTP/1.1\r\nHost: x\r\n\r\n"])(
    "%j is refused and the process lives",
    async (bytes) => {
      expect(await raw(bytes)).toMatch(/^(HTTP\/1\.1 400 |$)/);
      await alive();
    },
  );
});

describe("odd methods", () => {
  const send = (method: string) => ask(coolify, method, "/projects");
  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("%s is not registered there: 404", async (method) => {
    expect((await send(method)).body).toEqual({ message: "Not found.", docs: "https://coolify.io/docs" });
  });

  test("a browser's question before a call is a 204, for paths of the API", async () => {
    const preflight = { headers: { origin: "https://a.example.com", "access-control-request-method": "POST" }, token: null };
    const answer = await ask(coolify, "OPTIONS", "/projects", undefined, preflight);
    expect([answer.status, answer.body, answer.headers.get("access-control-allow-origin")]).toEqual([204, "", "*"]);
  });

  test.each(["TRACE", "PROPFIND", "LINK", "M-SEARCH"])("%s is no method of the framework: 405", async (method) => {
    const answer = await raw(`${method} /api/v1/projects HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toContain(`The ${method} method is not supported for route api/v1/projects.`);
  });

  test("CONNECT closes", async () => {
    await raw("CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n");
    await alive();
  });

  test("a POST may name another method in its body or a header", async () => {
    const made = (await ask(coolify, "POST", "/projects", { name: "overridden" })).body.uuid;
    expect((await ask(coolify, "POST", `/projects/${made}`, { _method: "DELETE" })).body).toEqual({ message: "Project deleted." });
    const other = (await ask(coolify, "POST", "/projects", { name: "overridden" })).body.uuid;
    const headers = { "x-http-method-override": "PATCH" };
    expect((await ask(coolify, "POST", `/projects/${other}`, { name: "changed" }, { headers })).body.name).toBe("changed");
  });
});

test("whatever JSON a client sends, the answer is one of Coolify's and the process lives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("POST /projects", "PATCH /projects/none", "POST /projects/none/environments", "DELETE /projects/none"),
      fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom("name", "description", "uuid", "_method", "x"), fc.jsonValue())),
      async (route, body) => {
        const [method = "", path = ""] = route.split(" ");
        const { status } = await ask(coolify, method, path, body);
        expect([200, 201, 400, 404, 422]).toContain(status);
      },
    ),
    { numRuns: 150 },
  );
  await alive();
});

test("whatever bytes come as a body, the answer is one of Coolify's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await raw(post(Buffer.from(bytes)))).toMatch(/^HTTP\/1\.1 (400|422|201) /);
    }),
    { numRuns: 60 },
  );
});
