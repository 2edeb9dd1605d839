import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { processesOf } from "./processes.ts";
import { createStage, type Stage } from "./stage.ts";

const PATIENCE = 180_000;

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

test(
  "npm start's command: the tree, and how to go on with a real Coolify; the second time nothing changes",
  async () => {
    const first = await stage.pf(["sandbox", "up", "air", "--yes"]);
    expect({ code: first.code, stderr: first.stderr }).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/── development +● running +develop@[0-9a-f]{7} +https:\/\/dev\.air\.pfcore\.io/);
    expect(first.stdout).toMatch(/── production +○ waiting/);
    expect(first.stdout).toMatch(/└── EP\n +└── ep-production +● running +1\.0\.0 +https:\/\/ep\.air\.pfcore\.io/);
    expect(first.stderr).toContain("export COOLIFY_BASE_URL=");

    const second = await stage.pf(["sandbox", "up", "air", "--yes"]);
    expect({ code: second.code, stderr: second.stderr }).toMatchObject({ code: 0 });
    expect(second.stdout).toContain("nothing changed");
    // The Coolify that the tester has set is a real one to the program: it was not touched.
    expect(stage.requests()).toEqual([]);
    expect(processesOf(path.join(stage.home, "sandbox"))).toEqual([]);
  },
  PATIENCE,
);

test(
  "--fresh empties the sandbox's folder and nothing else",
  async () => {
    const kept = path.join(stage.home, "kept.txt");
    mkdirSync(stage.home, { recursive: true });
    writeFileSync(kept, "mine");
    const { code, stdout } = await stage.pf(["sandbox", "up", "air", "--yes", "--fresh"]);
    expect(code).toBe(0);
    expect(stdout).toContain("18 created");
    expect(existsSync(kept)).toBe(true);
  },
  PATIENCE,
);

test(
  "plain Pulumi in the environment that `pf env` prints sees the same stack",
  async () => {
    expect((await stage.pf(["up", "air", "--yes"])).code).toBe(0);
    stage.requests();
    const { code, stdout, stderr } = await stage.shell(
      'eval "$(./pf env)" && pulumi preview --stack air --expect-no-changes --non-interactive',
    );
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(stage.requests()).toEqual([]);
  },
  PATIENCE,
);

test("doctor finds the tools, the fleet and the Coolify", async () => {
  const { code, stdout } = await stage.pf(["doctor", "--json"]);
  const checks: { name: string; state: string }[] = JSON.parse(stdout).checks;
  expect(code).toBe(0);
  expect(checks.map(({ name, state }) => [name, state])).toEqual(
    expect.arrayContaining([
      ["Node", "ok"],
      ["Pulumi", "ok"],
      ["Configuration", "ok"],
      ['Coolify "main"', "ok"],
    ]),
  );
});
