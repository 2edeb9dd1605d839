import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { defaultWorld } from "../../sandbox/coolify/world/defaultWorld.ts";
import { ask, sleep, steer } from "./asking.ts";

const folder = mkdtempSync(path.join(tmpdir(), "coolify-state-"));
const main = path.join(__dirname, "..", "..", "sandbox", "coolify", "main.ts");
const children = new Set<ChildProcess>();
let files = 0;
const running: Coolify[] = [];

/** A sandbox in this process; one that a failed test leaves open is closed after it. */
async function start(state: string): Promise<Coolify> {
  const coolify = await startCoolify({ state });
  running.push(coolify);
  return coolify;
}
const freshFile = () => path.join(folder, `${++files}.state`);

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  for (const coolify of running.splice(0)) await coolify.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A sandbox in a process of its own, so that it can be killed. */
const launch = (args: string[]) => launched(spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "inherit"] }));

async function launched(
  child: ChildProcessByStdio<null, Readable, null>,
): Promise<{ coolify: Coolify; kill: (signal: NodeJS.Signals) => Promise<number | null> }> {
  children.add(child);
  const line = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const kill = (signal: NodeJS.Signals) =>
    new Promise<number | null>((resolve) => {
      child.once("exit", (code) => resolve(code));
      child.kill(signal);
    });
  return { coolify: JSON.parse(line) as Coolify, kill };
}

const projectNames = async (coolify: Coolify) => (await ask(coolify, "GET", "/projects")).body.map((one: { name: string }) => one.name);

describe("a state file", () => {
  test("keeps everything that was answered across SIGKILL, at whatever moment it comes", async () => {
    const state = freshFile();
    const answered: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { coolify, kill } = await launch(["--state", state]);
      const writing = (async () => {
        for (let index = 0; ; index++) {
          const name = `round ${round} project ${index}`;
          if ((await ask(coolify, "POST", "/projects", { name })).status === 201) answered.push(name);
        }
      })().catch(() => "killed");
      await new Promise((resolve) => setTimeout(resolve, 150));
      await kill("SIGKILL");
      expect(await writing).toBe("killed");
    }
    const { coolify } = await launch(["--state", state]);
    const kept = await projectNames(coolify);
    expect(answered.length).toBeGreaterThan(3);
    expect(kept.slice(0, answered.length).length).toBe(answered.length);
    for (const name of answered) expect(kept).toContain(name);
    // At most the one request a round that was handled but not answered any more.
    expect(kept.length).toBeLessThanOrEqual(answered.length + 3);
  }, 30_000);

  test("keeps changes, removals, order and settings", async () => {
    const state = freshFile();
    const first = await start(state);
    const made = (await ask(first, "POST", "/projects", { name: "one" })).body.uuid;
    await ask(first, "POST", "/projects", { name: "two" });
    await ask(first, "PATCH", `/projects/${made}`, { description: "changed" });
    await ask(first, "POST", `/projects/${made}/environments`, { name: "staging" });
    await ask(first, "PATCH", `/projects/${made}/environments/production`, { name: "live" });
    await steer(first, "POST", "settings", { version: "4.3.99", rateLimit: 0 });
    const before = (await ask(first, "GET", `/projects/${made}`)).body;
    await first.close();
    const second = await start(state);
    expect((await ask(second, "GET", `/projects/${made}`)).body).toEqual(before);
    expect(before.environments.map((one: { name: string }) => one.name)).toEqual(["staging", "live"]);
    expect((await ask(second, "GET", "/version")).body).toBe("4.3.99");
    expect(second.settings().rateLimit).toBe(0);
    const third = (await ask(second, "POST", "/projects", { name: "three" })).body.uuid;
    expect((await ask(second, "GET", `/projects/${third}`)).body.id).toBe(3);
    await second.close();
  });

  test("keeps queued work, which runs after the restart", async () => {
    const state = freshFile();
    const { coolify, kill } = await launch(["--state", state, "--settings", "jobDelay=1500"]);
    const project_uuid = (await ask(coolify, "POST", "/projects", { name: "shop" })).body.uuid;
    const image = { docker_registry_image_name: "nginx", docker_registry_image_tag: "1.27", ports_exposes: "80" };
    const place = { project_uuid, environment_name: "production", server_uuid: defaultWorld.servers?.[0]?.uuid };
    const { uuid } = (await ask(coolify, "POST", "/applications/dockerimage", { ...place, ...image })).body;
    expect((await ask(coolify, "DELETE", `/applications/${uuid}`)).status).toBe(200);
    await kill("SIGKILL");
    const again = await start(state);
    const statusNow = async () => (await ask(again, "GET", `/applications/${uuid}`)).status;
    expect(await statusNow()).toBe(200);
    const until = Date.now() + 8000;
    while ((await statusNow()) === 200 && Date.now() < until) await sleep(100);
    expect(await statusNow()).toBe(404);
    expect((await ask(again, "DELETE", `/projects/${project_uuid}`)).status).toBe(200);
    await again.close();
  }, 15_000);

  test("with half a last line goes on with what is whole", async () => {
    const state = freshFile();
    const first = await start(state);
    await ask(first, "POST", "/projects", { name: "whole" });
    await first.close();
    appendFileSync(state, '[["insert","projects",{"id":9,"uui');
    const second = await start(state);
    expect(await projectNames(second)).toEqual(["whole"]);
    await ask(second, "POST", "/projects", { name: "later" });
    await second.close();
    const third = await start(state);
    expect(await projectNames(third)).toEqual(["whole", "later"]);
    await third.close();
  });

  test("is held by one sandbox at a time; a killed one holds nothing", async () => {
    const state = freshFile();
    const { kill } = await launch(["--state", state]);
    await expect(startCoolify({ state })).rejects.toThrow(/is in use by another sandbox \(process \d+\)/);
    await kill("SIGKILL");
    await (await start(state)).close();
    const again = await start(state);
    await expect(startCoolify({ state })).rejects.toThrow("is in use");
    await again.close();
  });

  test("without room answers 500, stays whole, and takes what is missing as soon as there is room", async () => {
    const state = freshFile();
    // No file of this process may grow beyond this: the same as a full disk, for one process alone.
    const roomy = spawn(
      "sh",
      ["-c", `ulimit -f 120; exec "$0" "$@"`, process.execPath, main, "--state", state, "--settings", "rateLimit=0"],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const { coolify, kill } = await launched(roomy);
    const statuses: number[] = [];
    const answered: string[] = [];
    while (statuses.at(-1) !== 500 && statuses.length < 2000) {
      const { status, body } = await ask(coolify, "POST", "/projects", { name: "room", description: "x".repeat(200) });
      statuses.push(status);
      if (status === 201) answered.push(body.uuid);
    }
    expect((await ask(coolify, "GET", "/projects")).status).toBe(500);
    expect((await steer(coolify, "POST", "settings", { rateLimit: 3 })).body.message).toContain("Make room there");
    await kill("SIGKILL");
    const again = await start(state);
    const kept = (await ask(again, "GET", "/projects")).body.map((one: { uuid: string }) => one.uuid);
    expect(kept).toEqual(answered);
    await again.close();
  });

  test("of another kind is refused with a sentence and left alone", async () => {
    const state = freshFile();
    writeFileSync(state, '{"deployment":{"manifest":{}}}\n');
    await expect(startCoolify({ state })).rejects.toThrow("is no state of the sandbox");
    expect(readFileSync(state, "utf8")).toBe('{"deployment":{"manifest":{}}}\n');
  });

  test("is closed cleanly by SIGTERM", async () => {
    const state = freshFile();
    const { coolify, kill } = await launch(["--state", state]);
    await ask(coolify, "POST", "/projects", { name: "kept" });
    expect(await kill("SIGTERM")).toBe(0);
    const again = await start(state);
    expect(await projectNames(again)).toEqual(["kept"]);
    await again.close();
  });
});

describe("the command line", () => {
  const run = (args: string[]) =>
    new Promise<{ code: number | null; errors: string }>((resolve) => {
      const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "ignore", "pipe"] });
      children.add(child);
      let errors = "";
      child.stderr.on("data", (chunk) => {
        errors += chunk;
      });
      child.once("exit", (code) => resolve({ code, errors }));
    });

  test.each([
    [["--host", "0.0.0.0"], "loopback"],
    [["--port", "x"], "A port is a number"],
    [["--settings", "rateLimt=3"], "There is no setting rateLimt"],
    [["--settings", "rateLimit=many"], "must be a number"],
    [["--world", "/nowhere.json"], "no such file"],
  ])("%j ends with a sentence", async (args, sentence) => {
    const { code, errors } = await run(args);
    expect(code).toBe(2);
    expect(errors).toContain(sentence);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
