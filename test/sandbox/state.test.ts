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
import { until } from "./deploying.ts";

const folder = mkdtempSync(path.join(tmpdir(), "coolify-state-"));
const main = path.join(__dirname, "..", "..", "sandbox", "coolify", "main.ts");
const children = new Set<ChildProcess>();
let files = 0;
const running: Coolify[] = [];

const WRITERS = 20;
const DEPLOYABLE = { docker_registry_image_name: "ghcr.io/pf-core/ep-app", docker_registry_image_tag: "1.0.0", ports_exposes: "80" };

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
  test("keeps everything that was answered across SIGKILL, at whatever moment of a burst it comes", async () => {
    const state = freshFile();
    const answered: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { coolify, kill } = await launch(["--state", state, "--settings", "rateLimit=0"]);
      const writer = async (number: number) => {
        for (let index = 0; ; index++) {
          const name = `round ${round} writer ${number} project ${index}`;
          if ((await ask(coolify, "POST", "/projects", { name })).status === 201) answered.push(name);
        }
      };
      const writing = Array.from({ length: WRITERS }, (_, number) => writer(number).catch(() => "killed"));
      await sleep(200);
      await kill("SIGKILL");
      expect(new Set(await Promise.all(writing))).toEqual(new Set(["killed"]));
    }
    const coolify = await start(state);
    const kept = new Set(await projectNames(coolify));
    expect(answered.length).toBeGreaterThan(WRITERS);
    expect(answered.filter((name) => !kept.has(name))).toEqual([]);
    // At most the one request of each writer that was handled but not answered any more.
    expect(kept.size).toBeLessThanOrEqual(answered.length + 2 * WRITERS);
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

  test("keeps queued work, a deployment and a deletion, which run after the restart", async () => {
    const state = freshFile();
    const { coolify, kill } = await launch([
      "--state",
      state,
      "--settings",
      "jobDelay=1000",
      "--settings",
      "deploymentDuration=1600",
      "--settings",
      "rateLimit=0",
    ]);
    const project_uuid = (await ask(coolify, "POST", "/projects", { name: "shop" })).body.uuid;
    const image = { docker_registry_image_name: "nginx", docker_registry_image_tag: "1.27", ports_exposes: "80" };
    const place = { project_uuid, environment_name: "production", server_uuid: defaultWorld.servers?.[0]?.uuid };
    const { uuid } = (await ask(coolify, "POST", "/applications/dockerimage", { ...place, ...image })).body;
    const { uuid: other } = (await ask(coolify, "POST", "/applications/dockerimage", { ...place, ...DEPLOYABLE })).body;
    const { deployment_uuid } = (await ask(coolify, "POST", `/applications/${other}/start`)).body;
    expect((await ask(coolify, "DELETE", `/applications/${uuid}`)).status).toBe(200);
    await kill("SIGKILL");
    const again = await start(state);
    const applicationNow = async () => (await ask(again, "GET", `/applications/${uuid}`)).status;
    const deploymentNow = async () => (await ask(again, "GET", `/deployments/${deployment_uuid}`)).body.status;
    expect([await applicationNow(), await deploymentNow()]).toEqual([200, "in_progress"]);
    await until(deploymentNow, (status) => status !== "in_progress");
    await until(applicationNow, (status) => status === 404);
    expect([await applicationNow(), await deploymentNow()]).toEqual([404, "finished"]);
    await ask(again, "DELETE", `/applications/${other}`);
    await until(
      () => ask(again, "GET", `/applications/${other}`),
      ({ status }) => status === 404,
    );
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

  test.each([
    ['{"format":1,"tables":{"projects":{"next":1,"rows":[null]}}}\n', "line 1 is damaged"],
    ['{"format":1,"tables":{"projects":{"next":1,"rows":5}}}\n', "line 1 is damaged"],
    ['{"format":1,"tables":{}}\n[["insert","projects",null]]\n', "line 2 is damaged"],
    ['{"format":1,"tables":{}}\n[]\n[5]\n', "line 3 is damaged"],
    ['{"format":1,"tables":{}}\nnonsense\n', "line 2 is damaged"],
  ])("that somebody changed is refused with a sentence (%#)", async (text, sentence) => {
    const state = freshFile();
    writeFileSync(state, text);
    await expect(start(state)).rejects.toThrow(sentence);
    expect(readFileSync(state, "utf8")).toBe(text);
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
    [["--world", "/nowhere.json"], "The world /nowhere.json cannot be read as JSON: ENOENT"],
    [["--world", __filename], "state.test.ts cannot be read as JSON"],
    [["--state", __dirname], "cannot be read: EISDIR"],
  ])("%j ends with a sentence", async (args, sentence) => {
    const { code, errors } = await run(args);
    expect(code).toBe(2);
    expect(errors).toContain(sentence);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
