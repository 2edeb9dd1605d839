import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { isStale, locksOf } from "../../verbs/pulumi/locks.ts";

let backend: string;
let folder: string;

beforeEach(() => {
  backend = mkdtempSync(path.join(os.tmpdir(), "pf-backend-"));
  folder = path.join(backend, ".pulumi", "locks", "organization", "pf-core", "air");
  mkdirSync(folder, { recursive: true });
});

afterEach(() => rmSync(backend, { recursive: true, force: true }));

const lock = (content: unknown) => {
  writeFileSync(path.join(folder, `${Math.random()}.json`), typeof content === "string" ? content : JSON.stringify(content));
  return locksOf(pathToFileURL(backend).href, "pf-core", "air");
};

/** A process that has surely ended. */
const deadPid = () => spawnSync("true").pid;

test("a lock of a dead process on this machine is stale", () => {
  const [found] = lock({ pid: deadPid(), hostname: os.hostname(), username: "ada" });
  expect(found && isStale(found)).toBe(true);
});

test("a lock of a living Pulumi is not, nor one of another machine", () => {
  const program = path.join(backend, "pulumi");
  copyFileSync(process.execPath, program);
  const pulumi = spawn(program, ["-e", "setTimeout(() => {}, 60_000)"], { stdio: "ignore" });
  const living = lock({ pid: pulumi.pid, hostname: os.hostname() });
  expect(living.map(isStale)).toEqual([false]);
  expect(lock({ pid: deadPid(), hostname: "elsewhere" }).map(isStale).includes(true)).toBe(false);
  pulumi.kill("SIGKILL");
});

// Only Linux tells what a process is.
const onLinux = process.platform === "linux";

test("a lock of a Pulumi that has ended and that nobody has looked at since is stale", async () => {
  // The shell becomes a program that never asks how its child ended.
  const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
  while (onLinux && !/ Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) await sleep(10);
  expect(lock({ pid, hostname: os.hostname() }).map(isStale)).toEqual([onLinux]);
  parent.kill("SIGKILL");
});

test("a lock whose number was given to another program is stale", () => {
  expect(lock({ pid: process.pid, hostname: os.hostname() }).map(isStale)).toEqual([onLinux]);
});

test("a lock that was cut in the middle is left to Pulumi", () => {
  expect(lock('{"pid": 12')).toEqual([]);
});

test("backends that are no folder here have no locks to look at", () => {
  expect(locksOf("s3://bucket", "pf-core", "air")).toEqual([]);
  expect(locksOf(pathToFileURL(backend).href, "pf-core", "unknown")).toEqual([]);
});
