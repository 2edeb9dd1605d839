import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { REFERENCE } from "../config/fleetFolder.ts";
import { pf, withMachine } from "./pf.ts";

const reference = { PF_CONFIG: REFERENCE };

test("validate: the reference fleet is valid; faults end with 2, all of them, with place", async () => {
  const good = await pf(reference, "config", "validate");
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(good.stdout).toContain("air (instance");
  await withMachine(async ({ config, environment }) => {
    appendFileSync(path.join(config, "instances", "air.instance.yaml"), "\nlimit: 1\nnam: 2\n");
    const wrong = await pf(environment, "config", "validate");
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr.match(/air\.instance\.yaml:\d+:\d+ (limit|nam): /g)?.length).toBe(2);
  });
});

test("validate --json: one document with the faults", async () => {
  const { code, stdout } = await pf({ PF_CONFIG: path.join(REFERENCE, "nowhere") }, "config", "validate", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ valid: false, faults: [{ reason: expect.stringContaining("no such folder") }] });
});

test("explain: the line that set it, and what it overrode", async () => {
  const { code, stdout } = await pf(reference, "config", "explain", "baiv", "baiv-app-prod.domains");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^baiv-app-prod\.domains = \["baiv\.io"\]\n {2}set by {4}config\/instances\/baiv\.instance\.yaml:\d+:\d+ {2}\["baiv\.io"\]\n {2}overrode {2}config\/pf-core\.config\.yaml:\d+:\d+/,
  );
  expect(await pf(reference, "config", "explain", "baiv", "nothing.there")).toMatchObject({ code: 6 });
  expect(await pf(reference, "config", "explain", "bai", "name")).toMatchObject({ code: 6 });
});

test("schema and export write documents to stdout and nothing else", async () => {
  expect(JSON.parse((await pf(reference, "config", "schema", "instance")).stdout)).toHaveProperty("properties");
  const { stdout, stderr, code } = await pf(reference, "config", "export", "air", "--format", "compose");
  expect(code).toBe(0);
  expect(stdout).toContain("services:");
  expect(stderr).toContain("needs a Dockerfile");
  expect(await pf(reference, "config", "export", "air", "--format", "nix")).toMatchObject({ code: 2 });
});

test("a slip in the second word is told like one in the first", async () => {
  const { code, stderr } = await pf(reference, "config", "explian");
  expect(code).toBe(2);
  expect(stderr).toContain("Did you mean explain?");
  const bare = await pf(reference, "config", "--json");
  expect(bare.code).toBe(2);
});

test("history and diff of what was never applied", async () => {
  await withMachine(async ({ environment }) => {
    expect(await pf(environment, "config", "history", "air")).toMatchObject({ code: 0, stdout: "Nothing was applied from here yet.\n" });
    expect(await pf(environment, "config", "diff", "air")).toMatchObject({ code: 6 });
  });
});
