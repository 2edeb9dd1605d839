import { afterEach, describe, expect, test } from "@jest/globals";
import { CoolifyClient } from "../../../providers/coolify/client.ts";
import { UserError } from "../../../providers/coolify/errors.ts";
import { get, patch, post } from "../../../providers/coolify/kind.ts";
import type { Limiter } from "../../../providers/coolify/limiter.ts";
import { SharedLimiter } from "../../../providers/coolify/limiter.ts";
import { paceOf } from "../../../providers/coolify/pace.ts";
import { Report } from "../../../providers/coolify/report.ts";
import { Secret } from "../../../providers/secret.ts";
import { type Home, temporaryHome } from "../support/home.ts";
import { type LittleServer, littleServer, type Reply } from "../support/server.ts";

/** Whoever gives a signal waits for nothing any more: not for room, not before a repetition, not for an answer. */
let server: LittleServer;
let client: CoolifyClient;
let home: Home;

async function against(limiter: Limiter | undefined, ...replies: Reply[]): Promise<void> {
  server = await littleServer(...replies);
  home = temporaryHome();
  const shared = limiter ?? new SharedLimiter(home.folder, "0123456789abcdef", 60);
  client = new CoolifyClient({ url: server.url, token: new Secret("T", "t"), limiter: shared, report: new Report(""), pace: paceOf("") });
}

afterEach(async () => {
  client.stop();
  await client.close();
  await server.close();
  home.remove();
});

/** Message, and that it came at once. */
async function stopped(work: (signal: AbortSignal) => Promise<unknown>, reason?: Error, after = 100): Promise<string> {
  const stop = new AbortController();
  const began = Date.now();
  setTimeout(() => stop.abort(reason), after);
  const message = await work(stop.signal).then(
    () => "it went well",
    (error: Error) => `${error.name}: ${error.message}`,
  );
  expect(Date.now() - began).toBeLessThan(2000);
  return message;
}

const LATE = new UserError("Creating air took longer than 15 minutes and was stopped.");

describe("a read", () => {
  test.each<[string, Reply]>([
    ["before a repetition", { status: 503, headers: { "retry-after": "60" } }],
    ["for an answer", { silent: true }],
  ])("that waits %s", async (_, reply) => {
    await against(undefined, reply);
    expect(await stopped((signal) => client.request(get("/projects"), { signal }), LATE)).toBe(`UserError: ${LATE.message}`);
  });

  test("that waits for room", async () => {
    await against(undefined, {});
    await client.request(get("/version"));
    const blocked = new SharedLimiter(home.folder, "0123456789abcdef", 60);
    await blocked.answered(await blocked.admit(), { remaining: 0, limit: 200, retryAfterSeconds: 50 });
    expect(await stopped((signal) => client.request(get("/projects"), { signal }))).toBe("UserError: The run was stopped.");
    expect(server.seen).toEqual(["GET /api/v1/version"]);
  });
});

test("a write whose answer is awaited may have been done, and that is said", async () => {
  await against(undefined, { silent: true });
  expect(await stopped((signal) => client.request(post("/projects"), { body: {}, signal }), LATE)).toBe(
    `UserError: POST /projects was stopped: ${LATE.message} Whether Coolify did it is not known: run the same command again, it looks first.`,
  );
});

test("a write that was refused and waits for its repetition was not done", async () => {
  await against(undefined, { status: 503, headers: { "retry-after": "60" } });
  expect(await stopped((signal) => client.request(patch("/projects/p"), { body: {}, signal }), LATE, 500)).toBe(
    `UserError: ${LATE.message}`,
  );
});

test("one who stops leaves the others their answer", async () => {
  await against(undefined, { status: 503, headers: { "retry-after": "1" } }, { body: { well: true } });
  const other = client.request(get("/projects"));
  await stopped((signal) => client.request(get("/projects"), { signal }));
  await expect(other).resolves.toEqual({ well: true });
  expect(server.seen).toHaveLength(2);
});

test("a client that is stopped ends everything, and begins nothing more", async () => {
  await against(undefined, { silent: true });
  const all = [client.request(get("/projects")), client.request(post("/projects"), { body: {} })];
  setTimeout(() => client.stop(), 200);
  for (const result of await Promise.allSettled(all))
    expect(String((result as PromiseRejectedResult).reason)).toMatch(/The run was stopped\./);
  await expect(client.request(get("/servers"))).rejects.toThrow("The run was stopped.");
  expect(server.seen).toHaveLength(2);
});
