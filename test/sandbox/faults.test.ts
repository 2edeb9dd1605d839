import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask, sleep, steer } from "./asking.ts";

let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0 } });
});
afterAll(() => coolify.close());
afterEach(() => {
  coolify.faults.clear();
  coolify.forgetRequests();
});

const create = (name: string) => ask(coolify, "POST", "/projects", { name });
const names = async () => (await ask(coolify, "GET", "/projects")).body.map((project: { name: string }) => project.name);
const lost = async (request: Promise<unknown>) => expect(request).rejects.toThrow();

describe("faults before the request is handled", () => {
  test("a reset leaves nothing behind", async () => {
    coolify.faults.add({ action: "reset", method: "POST", path: "/api/v1/projects", nth: 1 });
    await lost(create("reset away"));
    expect(await names()).not.toContain("reset away");
    expect((await create("after reset")).status).toBe(201);
    expect(coolify.requests()[0]).toMatchObject({ method: "POST", status: 0, fault: "reset" });
  });

  test.each([500, 502, 503])("an error %i is an HTML page and nothing happened", async (status) => {
    coolify.faults.add({ action: "error", status, path: "/api/v1/projects", times: 1 });
    const answer = await create(`error ${status}`);
    expect(answer).toMatchObject({ status });
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await names()).not.toContain(`error ${status}`);
  });

  test("429 carries Retry-After", async () => {
    coolify.faults.add({ action: "too-many-requests", retryAfter: 7, times: 1 });
    const answer = await create("too many");
    expect([answer.status, answer.headers.get("retry-after"), answer.body]).toEqual([429, "7", { message: "Too Many Attempts." }]);
  });

  test("a redirect names its place", async () => {
    coolify.faults.add({ action: "redirect", location: "http://127.0.0.1:1/login", times: 1 });
    const answer = await create("redirected");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "http://127.0.0.1:1/login"]);
  });

  test("a delay waits and then handles", async () => {
    coolify.faults.add({ action: "delay", milliseconds: 150, times: 1 });
    const started = performance.now();
    expect((await create("delayed")).status).toBe(201);
    expect(performance.now() - started).toBeGreaterThanOrEqual(140);
  });

  test("a delay goes together with another fault", async () => {
    coolify.faults.add({ action: "delay", milliseconds: 100 });
    coolify.faults.add({ action: "error", status: 503 });
    const started = performance.now();
    expect((await create("delayed error")).status).toBe(503);
    expect(performance.now() - started).toBeGreaterThanOrEqual(90);
  });

  test("stop-listening refuses everybody for a while, then the same port answers again", async () => {
    coolify.faults.add({ action: "stop-listening", milliseconds: 300, times: 1 });
    await lost(create("while closed"));
    await lost(create("while closed"));
    await sleep(450);
    expect(await names()).not.toContain("while closed");
  });
});

describe("faults on the way back", () => {
  test("a dropped answer really leaves the object", async () => {
    coolify.faults.add({ action: "drop-answer", method: "POST", path: "/api/v1/projects", times: 1 });
    await lost(create("dropped"));
    expect(await names()).toContain("dropped");
  });

  test("a cut answer really leaves the object", async () => {
    coolify.faults.add({ action: "cut-answer", method: "POST", path: "/api/v1/projects", times: 1 });
    await lost(create("cut short"));
    expect(await names()).toContain("cut short");
  });

  test("a wrong content type leaves the body alone", async () => {
    coolify.faults.add({ action: "content-type", contentType: "text/plain", times: 1 });
    const answer = await create("mistyped");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([201, "text/plain"]);
    expect(JSON.parse(answer.body).uuid).toMatch(/^[a-z0-9]{24}$/);
  });
});

describe("which requests a rule meets", () => {
  const statuses = async (count: number) => {
    const all: number[] = [];
    for (let index = 0; index < count; index++) all.push((await ask(coolify, "GET", "/projects")).status);
    return all;
  };

  test("the n-th match, and as often as said from there", async () => {
    coolify.faults.add({ action: "error", status: 500, nth: 2, times: 2 });
    expect(await statuses(5)).toEqual([200, 500, 500, 200, 200]);
  });

  test("the same seed gives the same faults", async () => {
    const drawn = async (seed: number) => {
      coolify.faults.clear();
      coolify.faults.add({ action: "error", status: 500, probability: 0.5, seed });
      return statuses(20);
    };
    const first = await drawn(3);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await drawn(3)).toEqual(first);
    expect(await drawn(4)).not.toEqual(first);
  });

  test("a star stops at a slash, two do not, a caret begins a regular expression", async () => {
    const uuid = (await create("globs")).body.uuid;
    const hit = async (path: string) => {
      coolify.faults.clear();
      coolify.faults.add({ action: "error", status: 500, path });
      return (await ask(coolify, "GET", `/projects/${uuid}`)).status === 500;
    };
    expect(await hit("/api/v1/*")).toBe(false);
    expect(await hit("/api/v1/projects/*")).toBe(true);
    expect(await hit("/api/**")).toBe(true);
    expect(await hit("^/api/v\\d+/projects/[a-z0-9]{24}$")).toBe(true);
  });

  test("GET lists the rules with what they did, DELETE clears them", async () => {
    await steer(coolify, "POST", "faults", [
      { action: "error", status: 500, times: 1 },
      { action: "reset", path: "/nowhere" },
    ]);
    await statuses(2);
    const listed = (await steer(coolify, "GET", "faults")).body;
    expect(listed).toMatchObject([
      { action: "error", matched: 2, fired: 1 },
      { action: "reset", matched: 0, fired: 0 },
    ]);
    await steer(coolify, "DELETE", "faults");
    expect((await steer(coolify, "GET", "faults")).body).toEqual([]);
  });
});

test.each([
  [{}, "action must be one of"],
  [{ action: "explode" }, "action must be one of"],
  [{ action: "delay" }, "needs milliseconds"],
  [{ action: "reset", pth: "/x" }, "has no pth"],
  [{ action: "reset", path: "^(" }, "no valid regular expression"],
  [{ action: "redirect", location: "x\r\ny: z" }, "must be a text that fits into a header"],
  [{ action: "content-type", contentType: "€" }, "must be a text that fits into a header"],
  [{ action: "reset", probability: 2 }, "probability must be a number from 0 to 1"],
  [{ action: "reset", nth: 1, probability: 1 }, "not both"],
  ["nonsense", "must be valid JSON"],
  ['"text"', "is a JSON object"],
])("the rule %j is refused with a sentence", async (rule, sentence) => {
  const answer = await steer(coolify, "POST", "faults", rule);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toContain(sentence);
});
