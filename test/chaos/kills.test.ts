import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { expectOneOfEach, pendingOperations } from "../e2e/air.ts";
import { processesOf, pulumiOf } from "../e2e/processes.ts";
import { createStage, type Stage } from "../e2e/stage.ts";
import { until } from "../e2e/until.ts";

const PATIENCE = 240_000;

/** Requests of an `up` of AIR with EP from nothing, polls left out: 13, a bulk for each of four applications, one start. */
const REQUESTS = Array.from({ length: 18 }, (_, index) => index + 1);

/** Long enough that the request is surely under way when the signal comes. */
const HELD_FOR = 700;

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
});

afterEach(() => stage.close());

describe("Pulumi is killed in the middle of any request", () => {
  test.each(REQUESTS)(
    "request %d: the next run finishes, and there is exactly one of each",
    async (nth) => {
      stage.coolify.faults.add({ action: "delay", milliseconds: HELD_FOR, path: "/api/v1/**", nth });
      const run = stage.start(["up", "air", "--yes"]);
      const held = () => stage.coolify.faults.list()[0]?.fired;
      await until(`request ${nth} is under way`, held);
      const pulumi = pulumiOf(stage.home);
      // The first two are asked by `pf` itself, before there is a Pulumi: then it is `pf` that dies.
      if (pulumi) process.kill(pulumi.pid, "SIGKILL");
      else run.kill();
      await run.ended;
      await until("nothing of it runs any more", () => processesOf(stage.home).length === 0);
      stage.coolify.faults.clear();

      const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      await expectOneOfEach(stage);
      expect(pendingOperations(stage.home)).toEqual([]);
      const again = await stage.pf(["up", "air", "--yes", "--json"]);
      expect({ code: again.code, changes: JSON.parse(again.stdout).changes }).toEqual({ code: 0, changes: [] });
    },
    PATIENCE,
  );
});
