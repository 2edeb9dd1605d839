import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { expectOneOfEach, pendingOperations } from "./air.ts";
import { createStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

const PATIENCE = 300_000;

/** A disk of its own for Pulumi's state, small enough to be filled. */
const SIZE = "16m";

let stage: Stage;
let backend: string;

/** Only root may mount, and not in every container. */
const mounts = (() => {
  const folder = "/tmp/pf-may-mount";
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
  if (status === 0) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
  return status === 0;
})();

const filler = () => path.join(backend, "filler");

/** Writes until nothing more fits. */
const fill = () => void spawnSync("dd", ["if=/dev/zero", `of=${filler()}`, "bs=64k"]);

beforeAll(async () => {
  stage = await createStage();
  backend = path.join(stage.home, "backend");
  mkdirSync(backend, { recursive: true });
  if (mounts) expect(spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", backend]).status).toBe(0);
});

afterAll(async () => {
  if (mounts) spawnSync("umount", ["-l", backend]);
  await stage.close();
});

// Where nothing can be mounted there is no small disk: the output of `npm run long` says that these were left out.
(mounts ? describe : describe.skip)(`a disk that takes ${SIZE} (skipped where mounting is not allowed)`, () => {
  test(
    "full before: said in a sentence, nothing begun",
    async () => {
      fill();
      const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
      rmSync(filler());
      expect(code).toBe(1);
      expect(stderr).toContain("The disk is nearly full");
      expect(stderr).toContain("Make room there");
      expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "full while state is written: the next run puts the last good state back and finds the rest, nothing twice",
    async () => {
      stage.coolify.faults.add({ action: "delay", milliseconds: 2_000, method: "POST", path: "/api/v1/applications/*", nth: 1 });
      const run = stage.start(["up", "air", "--yes"]);
      await until("an application is being created", () => stage.coolify.faults.list()[0]?.fired);
      fill();
      const { code, stderr } = await run.ended;
      stage.coolify.faults.clear();
      expect({ code, stderr }).not.toMatchObject({ code: 0 });
      expect(stderr).toMatch(/disk is full|cut off/);
      rmSync(filler());
      const again = await stage.pf(["up", "air", "--yes"]);
      expect({ code: again.code, stderr: again.stderr }).toMatchObject({ code: 0 });
      await expectOneOfEach(stage);
      expect(pendingOperations(stage.home)).toEqual([]);
    },
    PATIENCE,
  );
});

const stateFile = () => path.join(backend, ".pulumi", "stacks", "pf-core", "air.json");

test(
  "a state and its .bak that were cut off come back from the copy that is kept apart",
  async () => {
    expect((await stage.pf(["up", "air", "--yes"])).code).toBe(0);
    const whole = readFileSync(stateFile(), "utf8");
    for (const file of [stateFile(), `${stateFile()}.bak`]) writeFileSync(file, whole.slice(0, 2_000));
    stage.requests();
    const { code, stdout, stderr } = await stage.pf(["up", "air", "--yes", "--json"]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout).changes).toEqual([]);
    expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
  },
  PATIENCE,
);

test(
  "a state that is gone altogether: the same fleet, without a twin",
  async () => {
    const before = await stage.get<{ uuid: string }[]>("/applications");
    rmSync(path.join(backend, ".pulumi"), { recursive: true, force: true });
    rmSync(path.join(stage.home, "states"), { recursive: true, force: true });
    const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    await expectOneOfEach(stage);
    const after = await stage.get<{ uuid: string }[]>("/applications");
    expect(after.map(({ uuid }) => uuid)).toEqual(before.map(({ uuid }) => uuid));
    expect(JSON.parse((await stage.pf(["up", "air", "--yes", "--json"])).stdout).changes).toEqual([]);
  },
  PATIENCE,
);
