import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { resolveStack } from "../../config/load.ts";
import type { ResolvedInstance } from "../../config/resolved.ts";
import { Applied } from "../../verbs/applied.ts";
import { atMost } from "../../verbs/atMost.ts";
import { createContext } from "../../verbs/context.ts";
import { Rollout } from "../../verbs/rollout.ts";
import { fleetWith } from "../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..");
let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "pf-all-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const context = (environment: Record<string, string> = {}) =>
  createContext(root, { PATH: process.env.PATH, PF_HOME: home, ...environment });

describe("so many at once", () => {
  test("never more, all of them, in order", async () => {
    let running = 0;
    let most = 0;
    const done = await atMost(2, [30, 5, 20, 1], async (milliseconds) => {
      most = Math.max(most, ++running);
      await sleep(milliseconds);
      running--;
      return milliseconds;
    });
    expect([done, most]).toEqual([[30, 5, 20, 1], 2]);
    expect(await atMost(3, [], async () => 1)).toEqual([]);
  });

  test("the first failure starts nothing more and lets what runs end", async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = atMost(2, [1, 2, 3, 4], async (item) => {
      begun.push(item);
      await sleep(item === 1 ? 30 : 5);
      if (item === 2) throw new Error("no");
      ended.push(item);
    });
    await expect(work).rejects.toThrow("no");
    expect([begun, ended]).toEqual([[1, 2], [1]]);
  });
});

describe("what a stopped run left", () => {
  test("is what it began and did not do", () => {
    const rollout = new Rollout(context());
    rollout.begin(["a", "b", "c"]);
    rollout.done("b");
    expect(new Rollout(context()).left()).toEqual(["a", "c"]);
    for (const stack of ["a", "c"]) rollout.done(stack);
    expect(() => new Rollout(context()).left()).toThrow("no run to go on with");
  });

  test("a file that was cut off is none", () => {
    writeFileSync(path.join(home, "rollout.json"), '["a"');
    expect(() => new Rollout(context()).left()).toThrow("no run to go on with");
  });
});

describe("what is applied already", () => {
  const air = (text = "") => resolveStack(fleetWith({ "instances/air.instance.yaml": (before) => `${before}\n${text}` }), "air");
  const withSecret = air("variables:\n  LOGIN: { secret: login }\n");

  const remembered = (stack: ResolvedInstance, environment = {}) => {
    // The passphrase is older than any state.
    const applied = new Applied(context(environment));
    const folder = path.join(home, "backend", ".pulumi", "stacks", "pf-core");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "air.json"), "{}");
    applied.note(stack);
  };

  test("the same configuration, and only that", () => {
    expect(new Applied(context()).has(air())).toBe(false);
    remembered(air());
    expect(new Applied(context()).has(air())).toBe(true);
    expect(new Applied(context()).has(air("variables: { A: b }"))).toBe(false);
  });

  test("another value of a secret is a change; the value is not written", () => {
    remembered(withSecret, { PF_SECRET_LOGIN: "one" });
    expect(new Applied(context({ PF_SECRET_LOGIN: "one" })).has(withSecret)).toBe(true);
    expect(new Applied(context({ PF_SECRET_LOGIN: "two" })).has(withSecret)).toBe(false);
    expect(statSync(path.join(home, "applied")).mode & 0o777).toBe(0o700);
  });

  test("a state that somebody changed since, as a refresh or a destroy does", () => {
    remembered(air());
    writeFileSync(path.join(home, "backend", ".pulumi", "stacks", "pf-core", "air.json"), '{"checkpoint":{}}');
    expect(new Applied(context()).has(air())).toBe(false);
  });

  test("a state that is gone, and another backend, have nothing applied", () => {
    remembered(air());
    expect(new Applied(context({ PULUMI_BACKEND_URL: "s3://bucket" })).has(air())).toBe(false);
    rmSync(path.join(home, "backend", ".pulumi"), { recursive: true });
    expect(new Applied(context()).has(air())).toBe(false);
  });
});
