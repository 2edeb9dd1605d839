import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { expectOneOfEach, pendingOperations } from "./air.ts";
import { processesOf, pulumiOf } from "./processes.ts";
import { createStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

const PATIENCE = 240_000;

/** Both hosts look every half second whether their engine still lives; the machine is shared, so the bound is generous. */
const HOSTS_END_WITHIN = 3_000;

/**
 * The requests in whose middle Pulumi is killed, one after the other: each run goes on from where the one before died.
 * Requests beside a held one are done meanwhile, so each stands for a later stage of the run.
 */
const KILLED_AT = [
  { method: "POST", route: "/api/v1/projects" },
  { method: "POST", route: "/api/v1/projects/*/environments" },
  { method: "POST", route: "/api/v1/applications/dockerimage" },
  { method: "PATCH", route: "/api/v1/applications/*/envs/bulk" },
  { method: "POST", route: "/api/v1/deploy" },
];

/** Long enough that the request is surely under way when the signal comes. */
const HELD_FOR = 1_000;

/** Milliseconds that a deployment takes which nobody waits for: longer than any stop may take. */
const SLOW_BUILD = 60_000;

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

describe("Pulumi is killed in the middle of creating", () => {
  afterAll(() => void process.stdout.write(`pf up killed in the middle of ${KILLED_AT.length} requests\n`));

  test.each(KILLED_AT)(
    "during $method $route: its helpers end and send nothing more",
    async ({ method, route }) => {
      stage.coolify.faults.clear();
      stage.coolify.faults.add({ action: "delay", milliseconds: HELD_FOR, method, path: route, nth: 1 });
      const run = stage.start(["up", "air", "--yes"]);
      const { ended } = run;
      await Promise.race([
        until(`${method} ${route} is under way`, () => stage.coolify.faults.list()[0]?.fired),
        ended.then(({ stderr }) => Promise.reject(new Error(`It ended before that: ${stderr}`))),
      ]);
      const pulumi = pulumiOf(stage.home);
      expect(pulumi).toBeDefined();
      process.kill(pulumi?.pid ?? 0, "SIGKILL");
      const killedAt = Date.now();
      expect((await ended).code).not.toBe(0);
      await until("every helper has ended", () => processesOf(stage.home).length === 0, HOSTS_END_WITHIN);
      const sent = stage.coolify.requests().length;
      await until("the held request is over", () => Date.now() - killedAt > HELD_FOR + 500);
      // Coolify still does what it was asked before; whatever was asked afterwards would show here too.
      const later = stage.coolify.requests().slice(sent);
      expect(later.filter((request) => request.method !== method)).toEqual([]);
      expect(later.length).toBeLessThanOrEqual(1);
    },
    PATIENCE,
  );

  test(
    "the next run takes the dead lock away, finishes, makes nothing twice and leaves nothing pending",
    async () => {
      stage.coolify.faults.clear();
      const { code, stderr } = await stage.pf(["up", "air", "--yes"]);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(pendingOperations(stage.home)).toEqual([]);
      await expectOneOfEach(stage);
      const again = await stage.pf(["up", "air", "--yes", "--json"]);
      expect({ code: again.code, changes: JSON.parse(again.stdout).changes }).toEqual({ code: 0, changes: [] });
    },
    PATIENCE,
  );
});

describe("Ctrl-C, once", () => {
  test(
    "a clean stop, and the next run goes on",
    async () => {
      expect((await stage.pf(["destroy", "air", "--yes"])).code).toBe(0);
      stage.coolify.faults.add({ action: "delay", milliseconds: HELD_FOR, method: "POST", path: "/api/v1/applications/public", nth: 1 });
      const run = stage.start(["up", "air", "--yes"]);
      await until("an application is being created", () => stage.coolify.faults.list()[0]?.fired);
      run.interrupt();
      const { code, stderr } = await run.ended;
      expect(code).toBe(130);
      expect(stderr).toContain("Run the same command again to go on.");
      expect(pendingOperations(stage.home)).toEqual([]);
      expect(processesOf(stage.home)).toEqual([]);

      expect((await stage.pf(["up", "air", "--yes"])).code).toBe(0);
      await expectOneOfEach(stage);
    },
    PATIENCE,
  );

  test(
    "while a deployment runs: the wait ends at once, the deployment goes on at Coolify to its end, and the next run converges",
    async () => {
      expect((await stage.pf(["destroy", "air", "--yes"])).code).toBe(0);
      stage.coolify.settings({ deploymentDuration: SLOW_BUILD });
      stage.requests();
      const run = stage.start(["up", "air", "--yes"]);
      await until("a deployment has begun", () => stage.coolify.requests().some(({ path: route }) => route === "/api/v1/deploy"));
      const begun = Date.now();
      run.interrupt();
      const { code } = await run.ended;
      expect(code).toBe(130);
      expect(Date.now() - begun).toBeLessThan(SLOW_BUILD);
      expect(processesOf(stage.home)).toEqual([]);

      // It goes on: nobody has cancelled it, and now it ends.
      stage.coolify.settings({ deploymentDuration: 400 });
      const again = await stage.pf(["up", "air", "--yes"]);
      expect({ code: again.code, stderr: again.stderr }).toMatchObject({ code: 0 });
      await expectOneOfEach(stage);
      const applications = await stage.get<{ name: string; uuid: string }[]>("/applications");
      for (const name of ["air-app-dev", "ep-app-prod"]) {
        const uuid = applications.find((application) => application.name === name)?.uuid;
        const history = await stage.get<{ deployments: { status: string }[] }>(`/deployments/applications/${uuid}`);
        expect([name, history.deployments.map(({ status }) => status)]).toEqual([name, history.deployments.map(() => "finished")]);
        expect(history.deployments.length).toBeGreaterThan(0);
      }
    },
    PATIENCE,
  );
});
