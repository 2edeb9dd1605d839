import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask, steer } from "./asking.ts";

const world = JSON.parse(readFileSync(path.join(__dirname, "..", "coolify-traces", "world.json"), "utf8"));

let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify();
});
afterAll(() => coolify.close());
beforeEach(() => coolify.forgetRequests());

describe("PUT world", () => {
  test("forgets everything, starts from the document and makes jobs wait", async () => {
    await ask(coolify, "POST", "/projects", { name: "forgotten" });
    expect(coolify.settings().jobs).toBe("auto");
    expect((await steer(coolify, "PUT", "world", { ...world, version: "4.9.0" })).status).toBe(200);
    expect(coolify.settings()).toMatchObject({ jobs: "manual", version: "4.9.0" });
    expect((await ask(coolify, "GET", "/projects")).status).toBe(401);
    expect((await ask(coolify, "GET", "/projects", undefined, { token: world.names.T_r })).body).toEqual([]);
    expect((await ask(coolify, "GET", "/version", undefined, { token: world.names.T_r })).body).toBe("4.9.0");
  });

  test.each([
    ["{", "valid JSON"],
    ["[]", "a JSON object"],
    [{}, "teams must be a list"],
    [{ ...world, teams: [{ id: "x", name: "X" }] }, "teams[0].id must be a whole number"],
    [{ ...world, users: [1] }, "users[0] must be an object"],
    [{ ...world, tokens: [{ ...world.tokens[0], team: 9 }] }, "tokens[0] names team 9"],
    [{ ...world, tokens: [{ ...world.tokens[0], value: "nobar" }] }, "must be a value such as 1|secret"],
    [{ ...world, servers: [{ ...world.servers[0], private_key: "nope" }] }, "names the key nope"],
    [{ ...world, names: [] }, "names must be an object"],
    [{ ...world, version: 5 }, "version must be a text"],
    [{ ...world, instance: { allowed_ips: 5 } }, "instance.allowed_ips must be a text or null"],
    [{ ...world, remote: [] }, "The world has no remote. It may have:"],
    [{ ...world, users: [{ ...world.users[0], teams: { 9: "owner" } }] }, "users[0] names team 9"],
    [{ ...world, users: [{ ...world.users[0], teams: { 1: "king" } }] }, "users[0].teams must be an object of roles"],
    [{ ...world, users: [...world.users, world.users[0]] }, "Two of the world's users have the number 0"],
    [{ ...world, tokens: [{ ...world.tokens[0], user: 99 }] }, "tokens[0] names user 99"],
    [{ ...world, tokens: [{ ...world.tokens[0], abilities: ["reed"] }] }, "tokens[0].abilities must be a list of abilities"],
    [{ ...world, servers: [{ ...world.servers[0], team: 9 }] }, "servers[0] names team 9"],
    [{ ...world, servers: [{ ...world.servers[0], destinations: 5 }] }, "servers[0].destinations must be a list"],
    [{ ...world, servers: [{ ...world.servers[0], destinations: [{ name: "x" }] }] }, "servers[0].destinations[0].network must be a text"],
    [{ ...world, servers: [{ ...world.servers[0], usable: true }] }, "servers[0] has no usable"],
    [{ ...world, githubApps: [{ name: "x", team: 1, private_key: "nope" }] }, "githubApps[0] names the key nope"],
    [{ ...world, remotes: [{ url: "u", branches: {}, history: null }] }, "remotes[0].history must be an object"],
    [{ ...world, remotes: [{ url: "u", branches: { main: 5 } }] }, "remotes[0].branches must be an object of texts"],
    [{ ...world, outcomes: [{ remote: { bild: "fails" } }] }, "bild"],
    [{ ...world, sites: [{ status: 500 }] }, "needs host or application"],
  ])("a malformed world is refused with a sentence and the old one stays (%#)", async (document, sentence) => {
    const answer = await steer(coolify, "PUT", "world", document);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(sentence);
    expect((await ask(coolify, "GET", "/projects", undefined, { token: world.names.T_r })).status).toBe(200);
  });
});

describe("controls", () => {
  beforeAll(() => steer(coolify, "PUT", "world", world));

  test.each([
    ["{", "valid JSON"],
    ["3", "must be a JSON object"],
    [{}, "There is no control without a name"],
    [{ control: "setle" }, 'There is no control "setle". Known are:'],
    [{ control: "toString" }, "There is no control"],
    [{ control: "user-role", user: "Nobody", team: 1 }, '"Nobody" is none'],
    [{ control: "user-role", user: "A", team: 9 }, "9 is none"],
    [{ control: "user-role", user: "A", team: 1, role: "king" }, "A role is one of"],
    [{ control: "allowed-ips", value: 5 }, "needs a value"],
    [{ control: "outcome", remote: { build: "explodes" } }, 'The remote\'s build cannot be "explodes". It is one of ok, fails.'],
    [{ control: "outcome", remote: { head: 5 } }, "The remote's head cannot be 5."],
    [{ control: "site" }, "needs host or application"],
    [{ control: "site", host: "x", status: 1000 }, "needs a status"],
  ])("%j is refused with a sentence", async (command, sentence) => {
    const answer = await steer(coolify, "POST", "control", command);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(sentence);
  });

  test("a list with something wrong in it is refused as a whole", async () => {
    for (const wrong of [[null], [{ repository: "b", tag: "2" }, 5], "x"]) {
      const answer = await steer(coolify, "POST", "control", { control: "images-on-server", server: world.names.S, images: wrong });
      expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining("needs a list of images")]);
    }
  });

  test("a small body limit does not lock the controls", async () => {
    await steer(coolify, "POST", "settings", { bodyLimit: 3 });
    expect((await ask(coolify, "POST", "/projects", { name: "long" }, { token: world.names.T_root })).status).toBe(413);
    expect((await steer(coolify, "POST", "settings", { bodyLimit: 8 * 1024 * 1024 })).status).toBe(200);
  });

  test("an unknown control route is refused", async () => {
    expect((await steer(coolify, "GET", "worlds")).status).toBe(404);
  });
});

describe("settings", () => {
  test("are shown and changed, all or none", async () => {
    const start = (await steer(coolify, "GET", "settings")).body;
    expect(await steer(coolify, "POST", "settings", { rateWindow: 1, rateLimit: -1 })).toMatchObject({ status: 400 });
    expect((await steer(coolify, "GET", "settings")).body).toEqual(start);
    expect((await steer(coolify, "POST", "settings", { rateLimit: 7 })).body.rateLimit).toBe(7);
    await steer(coolify, "POST", "settings", { rateLimit: 200 });
  });

  test.each([
    [{ speed: 1 }, "There is no setting speed"],
    [{ jobs: "sometimes" }, "must be one of auto, manual"],
    [{ latency: "much" }, "must be a number"],
    [{ rateWindow: 0 }, "at least 0.001"],
    ["[]", "must be a JSON object"],
  ])("%j is refused with a sentence", async (settings, sentence) => {
    const answer = await steer(coolify, "POST", "settings", settings);
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining(sentence)]);
  });

  test("a version before 4.3.10 lacks the mail of the instance and a mail field", async () => {
    const token = world.names.T_root;
    const mail = async () => (await ask(coolify, "PATCH", "/notifications/email", { smtp_ehlo_domain: "a.example.com" }, { token })).status;
    const instance = async () => (await ask(coolify, "GET", "/settings/email", undefined, { token: world.names.T_0 })).status;
    const seen: number[][] = [];
    for (const version of ["4.3.9", "4.3.10", "4.4.0-dev", "nightly", "4.3.11"]) {
      coolify.settings({ version });
      seen.push([await mail(), await instance()]);
    }
    expect(seen).toEqual([
      [422, 404],
      [200, 200],
      [200, 200],
      [200, 200],
      [200, 200],
    ]);
  });

  test("latency makes calls as slow as Coolify's", async () => {
    const token = world.names.T_r;
    coolify.settings({ latency: 2 });
    const started = performance.now();
    await ask(coolify, "GET", "/version", undefined, { token });
    expect(performance.now() - started).toBeGreaterThanOrEqual(78);
    coolify.settings({ latency: 0 });
  });
});

describe("the request log", () => {
  test("lists method, path, status and milliseconds in order, and marks what no route knew", async () => {
    const token = world.names.T_root;
    await ask(coolify, "POST", "/projects", { name: "logged" }, { token });
    await ask(coolify, "GET", "/projects?x=1", undefined, { token });
    await ask(coolify, "GET", "/nowhere", undefined, { token });
    const { body } = await steer(coolify, "GET", "requests");
    expect(body).toEqual([
      { method: "POST", path: "/api/v1/projects", status: 201, milliseconds: expect.any(Number) },
      { method: "GET", path: "/api/v1/projects", query: "x=1", status: 200, milliseconds: expect.any(Number) },
      { method: "GET", path: "/api/v1/nowhere", status: 404, milliseconds: expect.any(Number), unhandled: true },
    ]);
    await steer(coolify, "DELETE", "requests");
    expect((await steer(coolify, "GET", "requests")).body).toEqual([]);
  });
});
