import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Context, createContext } from "../../verbs/context.ts";
import { emptySandbox, type StartedSandbox, startSandbox } from "../../verbs/sandbox.ts";

const root = path.join(__dirname, "..", "..");
let context: Context;

beforeEach(() => {
  context = createContext(root, {
    PF_HOME: mkdtempSync(path.join(os.tmpdir(), "pf-sandbox-")),
    COOLIFY_BASE_URL: "https://coolify.example.com",
    COOLIFY_TOKEN_MAIN: "a real one",
    PATH: process.env.PATH,
  });
});

afterEach(() => rmSync(context.home, { recursive: true, force: true }));

describe("the sandbox of `pf`", () => {
  test("has a home of its own, and a command on it sees no real Coolify", async () => {
    const started = await startSandbox(context);
    try {
      const { COOLIFY_BASE_URL, COOLIFY_TOKEN_MAIN, PATH } = started.context.environment;
      expect(COOLIFY_BASE_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect([COOLIFY_TOKEN_MAIN, PATH]).toEqual([undefined, process.env.PATH]);
      expect(started.context.home).toBe(path.join(context.home, "sandbox"));
    } finally {
      await started.stop();
    }
  });

  test("is not emptied while it runs, and not started twice", async () => {
    const started = await startSandbox(context);
    try {
      expect(() => emptySandbox(context)).toThrow(/^The sandbox is running \(process \d+\)\.$/);
      const second: Promise<StartedSandbox> = startSandbox(context);
      await expect(second).rejects.toMatchObject({ message: "The sandbox ended before it was ready." });
    } finally {
      await started.stop();
    }
    emptySandbox(context);
    expect(existsSync(path.join(context.home, "sandbox"))).toBe(false);
  });

  test("is emptied when the one that held it was killed", () => {
    const home = path.join(context.home, "sandbox");
    mkdirSync(home);
    // Numbers of processes end long before this one.
    writeFileSync(path.join(home, "coolify.lock"), "999999999 1");
    emptySandbox(context);
    expect(existsSync(home)).toBe(false);
  });
});
