import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createStage, type Stage } from "./stage.ts";
import { typist } from "./typist.ts";

const PATIENCE = 120_000;
const IN_CI = { CI: "true" };

let stage: Stage;

beforeAll(async () => {
  stage = await createStage({}, true);
});
afterAll(() => stage.close());

const writes = () => stage.requests().filter(({ method }) => method !== "GET");
const edit = (from: string | RegExp, to: string) => stage.edit("instances/air.instance.yaml", from, to);

/** A run that has to stop before it changes anything. */
async function refused(args: string[], environment: Record<string, string> = {}) {
  stage.requests();
  const ended = await stage.pf(args, environment);
  expect(writes()).toEqual([]);
  return ended;
}

test(
  "a first creation needs no name, in production neither",
  async () => {
    const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  },
  PATIENCE,
);

test(
  "what Coolify has and the state here does not know: taking it over needs the name",
  async () => {
    const elsewhere = { PF_HOME: path.join(stage.home, "..", "another-machine") };
    const { code, stderr } = await refused(["up", "air", "--yes"], elsewhere);
    expect(code).toBe(11);
    expect(stderr).toMatch(/Project air +taken over/);
    expect(stderr).toContain("Coolify has this stack already, though Pulumi's state here does not know it");
  },
  PATIENCE,
);

test(
  "what changes in development alone needs no name",
  async () => {
    edit(/$/, "\nenvironments:\n  development:\n    variables: { STAGE: one }\n");
    const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(writes().length).toBeGreaterThan(0);
  },
  PATIENCE,
);

test(
  "production: --yes is not enough, nor --confirm outside CI, nor another name",
  async () => {
    edit("  development:\n", "  production:\n    variables: { STAGE: two }\n  development:\n");
    const alone = await refused(["up", "air", "--yes"]);
    expect(alone).toMatchObject({ code: 11, stdout: "" });
    expect(alone.stderr).toMatch(/air-app-prod-variables.*production/);
    expect(alone.stderr).toContain('the name "air" must be typed');
    expect((await refused(["up", "air", "--yes", "--confirm", "air"])).code).toBe(11);
    expect((await refused(["up", "air", "--confirm", "air"], IN_CI)).code).toBe(11);
    const another = await refused(["up", "air", "--yes", "--confirm", "baiv", "--json"], IN_CI);
    expect(another.code).toBe(11);
    expect(JSON.parse(another.stdout).error.hint).toContain("--yes --confirm air");
  },
  PATIENCE,
);

test(
  "a person who types another name changes nothing; whoever types it does",
  async () => {
    const wrong = typist(stage, ["up", "air", "--yes"]);
    await wrong.answer(/Type "air" to go on/, "aire");
    expect((await wrong.ended).code).toBe(8);
    expect(writes()).toEqual([]);
    // Long enough that what runs is drawn, and below it what Coolify still takes in this minute.
    stage.coolify.faults.add({ action: "delay", milliseconds: 2_000, method: "PATCH", path: "/api/v1/applications/*/envs/bulk", nth: 1 });
    const right = typist(stage, ["up", "air", "--yes"]);
    await right.answer(/Type "air" to go on/, "air");
    const { code, stdout } = await right.ended;
    stage.coolify.faults.clear();
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const shown = stripVTControlCharacters(stdout);
    expect(shown).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ~ ApplicationVariables [a-z-]+-variables [0-9]+ s/);
    expect(shown).toMatch(/[0-9]+ of [0-9]+ requests left in this minute/);
    expect(writes().map(({ method }) => method)).toContain("PATCH");
  },
  PATIENCE,
);

test(
  "what was confirmed is what runs: a change of the YAML while the question stands stops it",
  async () => {
    edit("STAGE: one", "STAGE: three");
    const run = typist(stage, ["up", "air"]);
    await run.shown(/Make these changes/);
    edit("STAGE: three", "STAGE: four");
    run.type("y");
    const { code, stdout } = await run.ended;
    expect({ code, stdout }).toMatchObject({ code: 7 });
    expect(stdout).toContain("no longer what was shown and confirmed");
    expect(writes()).toEqual([]);
    expect((await stage.pf(["up", "air", "--yes"])).code).toBe(0);
  },
  PATIENCE,
);

test(
  "deletions: the name, then protected objects go as well",
  async () => {
    rmSync(path.join(stage.config, "products", "air-ep.product.yaml"));
    const { code, stderr } = await refused(["up", "air", "--yes"]);
    expect(code).toBe(11);
    expect(stderr).toMatch(/- Application ep-app-prod/);
    expect(stderr).toContain("Something is deleted");
    const done = await stage.pf(["up", "air", "--yes", "--confirm", "air"], IN_CI);
    expect({ code: done.code, stderr: done.stderr }).toMatchObject({ code: 0 });
    expect((await stage.get<{ name: string }[]>("/applications")).map(({ name }) => name)).not.toContain("ep-app-prod");
  },
  PATIENCE,
);

test(
  "plain pulumi refuses to destroy what is protected, and says so",
  async () => {
    stage.requests();
    const { code, stdout, stderr } = await stage.shell(
      `eval "$(${process.execPath} cli/main.ts env)" && pulumi destroy --yes --skip-preview --stack air`,
    );
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("protected");
    expect((await stage.get<{ name: string }[]>("/applications")).map(({ name }) => name)).toContain("air-app-prod");
    // What it did delete comes back.
    const again = await stage.pf(["up", "air", "--yes", "--confirm", "air"], IN_CI);
    expect({ code: again.code, stderr: again.stderr }).toMatchObject({ code: 0 });
  },
  PATIENCE,
);

test(
  "destroy has the name typed as well; then Coolify is empty",
  async () => {
    expect((await refused(["destroy", "air", "--yes"])).code).toBe(11);
    const run = typist(stage, ["destroy", "air"]);
    await run.answer(/Type "air" to go on/, "air");
    expect((await run.ended).code).toBe(0);
    expect(await stage.get("/projects")).toEqual([]);
  },
  PATIENCE,
);

test("a terminal can be played here at all", () => {
  expect(spawnSync("script", ["--version"]).status).toBe(0);
});
