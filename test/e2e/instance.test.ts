import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createStage, isPoll, type Request, type Stage } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 120_000;

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

interface ListedApplication {
  name: string;
  uuid: string;
  fqdn: string;
  status: string;
}

const applications = () => stage.get<ListedApplication[]>("/applications");

const writes = (requests: Request[]) => requests.filter(({ method }) => method !== "GET");

describe("AIR with EP, one step after the other", () => {
  test(
    "from nothing: project, environments, applications, variables, domains, deployments, health",
    async () => {
      stage.requests();
      // One of the bulks takes long, so that a deployment which does not wait for all variables would come before it.
      stage.coolify.faults.add({ action: "delay", milliseconds: 1_000, method: "PATCH", path: "/api/v1/applications/*/envs/bulk", nth: 1 });
      const { code, stdout, stderr } = await stage.pf(["up", "air", "--yes", "--json"]);
      stage.coolify.faults.clear();
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const requests = stage.requests();
      const report = JSON.parse(stdout);

      const [project] = await stage.get<{ uuid: string; name: string }[]>("/projects");
      expect(project?.name).toBe("AIR");
      const environments = await stage.get<{ name: string }[]>(`/projects/${project?.uuid}/environments`);
      expect(environments.map(({ name }) => name).sort()).toEqual(["development", "ep-production", "production", "staging"]);
      const made = await applications();
      expect(made.map(({ name, fqdn }) => [name, fqdn])).toEqual([
        ["air-app-dev", "https://dev.air.pfcore.io"],
        ["air-app-prod", "https://air.pfcore.io"],
        ["air-app-staging", "https://staging.air.pfcore.io"],
        ["ep-app-prod", "https://ep.air.pfcore.io"],
      ]);
      // Development and the new product run; staging and production wait for a promotion.
      const running = made.filter(({ status }) => status.startsWith("running")).map(({ name }) => name);
      expect(running).toEqual(["air-app-dev", "ep-app-prod"]);
      for (const { name, uuid } of made) {
        const history = await stage.get<{ deployments: { status: string }[] }>(`/deployments/applications/${uuid}`);
        expect([name, history.deployments.map(({ status }) => status)]).toEqual([name, running.includes(name) ? ["finished"] : []]);
        const variables = await stage.get<{ key: string; is_preview: boolean }[]>(`/applications/${uuid}/envs`);
        expect(variables.filter((row) => !row.is_preview).map(({ key }) => key)).toEqual(
          expect.arrayContaining(["INSTANCE_ID", "ENVIRONMENT", "BRAND_PRIMARY"]),
        );
      }
      expect(report.view.applications.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
        ["air-app-dev", "running"],
        ["air-app-staging", "waiting"],
        ["air-app-prod", "waiting"],
      ]);
      // The budget: 14 requests, the network among them, one bulk of variables an application, one start for all deployments.
      const counted = requests.filter((request) => !isPoll(request));
      const bulks = counted.filter(({ path: route }) => route.endsWith("/envs/bulk"));
      const starts = counted.filter(({ path: route }) => route === "/api/v1/deploy");
      expect({ bulks: bulks.length, starts: starts.length }).toEqual({ bulks: 4, starts: 1 });
      expect(counted.at(-1)?.path).toBe("/api/v1/deploy");
      const beyond = counted.length - bulks.length - starts.length;
      process.stdout.write(
        `AIR with EP from nothing: ${beyond} requests beyond ${bulks.length} bulks of variables and ${starts.length} start of deployments; ` +
          `${requests.length - counted.length} polls, ${report.requests.health} health checks\n`,
      );
      expect(counted.filter(({ method, path: route }) => method === "POST" && route.endsWith("/destinations")).length).toBe(1);
      expect(beyond).toBeLessThanOrEqual(14);
      expect(report.requests.health).toBeGreaterThanOrEqual(2);
    },
    PATIENCE,
  );

  test(
    "again: nothing changes, nothing is written",
    async () => {
      const { code, stdout } = await stage.pf(["up", "air", "--yes", "--json"]);
      const requests = stage.requests();
      expect(code).toBe(0);
      expect(JSON.parse(stdout).changes).toEqual([]);
      expect(writes(requests)).toEqual([]);
      expect(requests.length).toBeLessThanOrEqual(3);
    },
    PATIENCE,
  );

  test(
    "a preview sends nothing",
    async () => {
      const { code, stdout } = await stage.pf(["preview", "air", "--json", "--expect-no-changes"]);
      expect({ code, changes: JSON.parse(stdout).changes }).toEqual({ code: 0, changes: [] });
      expect(stage.requests()).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "status: three requests",
    async () => {
      const { code, stdout } = await stage.pf(["status", "air", "--json"]);
      expect(
        stage
          .requests()
          .map(({ method, path: route }) => `${method} ${route}`)
          .sort(),
      ).toEqual(["GET /api/v1/applications", "GET /api/v1/deployments", "GET /api/v1/servers"]);
      const [air] = JSON.parse(stdout).instances;
      expect(code).toBe(0);
      expect(air.applications.map(({ state }: { state: string }) => state)).toEqual(["running", "waiting", "waiting"]);
    },
    PATIENCE,
  );

  test(
    "one variable edited where it is deployed: one bulk, one deployment, nothing else",
    async () => {
      stage.edit("products/air-ep.product.yaml", "emergency_mode: true", "emergency_mode: false");
      const { code, stdout } = await stage.pf(["up", "air", "--yes", "--json"]);
      const requests = stage.requests();
      expect(code).toBe(0);
      expect(
        JSON.parse(stdout)
          .changes.map(({ name, operation }: { name: string; operation: string }) => [name, operation])
          .sort(),
      ).toEqual([
        ["ep-app-prod-deployment", "update"],
        ["ep-app-prod-variables", "update"],
      ]);
      expect(writes(requests).map(({ method, path: route }) => `${method} ${route.replace(/[a-z0-9]{24}/, "{uuid}")}`)).toEqual([
        "PATCH /api/v1/applications/{uuid}/envs/bulk",
        "POST /api/v1/deploy",
      ]);
    },
    PATIENCE,
  );

  test(
    "one variable edited everywhere: every set is written, only what runs already is deployed",
    async () => {
      stage.edit("instances/air.instance.yaml", /$/, "\nvariables: { SUPPORT_ADDRESS: help@air.pfcore.io }\n");
      const { code } = await stage.pf(["up", "air", "--yes", "--json"]);
      const written = writes(stage.requests()).map(({ path: route }) => route.replace(/[a-z0-9]{24}/, "{uuid}"));
      expect(code).toBe(0);
      expect(written.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => "/api/v1/applications/{uuid}/envs/bulk"));
      // Outside development it is first asked what runs, so that the two may miss the same request.
      expect(new Set(written.slice(4))).toEqual(new Set(["/api/v1/deploy"]));
      const runs = (await applications()).map(async ({ name, uuid }) => {
        const { count } = await stage.get<{ count: number }>(`/deployments/applications/${uuid}`);
        return [name, count];
      });
      expect(Object.fromEntries(await Promise.all(runs))).toEqual({
        "air-app-dev": 2,
        "air-app-prod": 0,
        "air-app-staging": 0,
        "ep-app-prod": 3,
      });
    },
    PATIENCE,
  );

  test(
    "EP taken out of the YAML: only EP goes",
    async () => {
      rmSync(path.join(stage.config, "products", "air-ep.product.yaml"));
      const before = await applications();
      stage.requests();
      const { code, stdout } = await stage.pf(["up", "air", "--yes", "--json"]);
      expect(code).toBe(0);
      const deleted = writes(stage.requests());
      const ep = before.find(({ name }) => name === "ep-app-prod");
      expect(deleted.map(({ method }) => method)).toEqual(["DELETE", "DELETE"]);
      expect(deleted[0]?.path).toBe(`/api/v1/applications/${ep?.uuid}`);
      expect(new Set(JSON.parse(stdout).changes.map(({ operation }: { operation: string }) => operation))).toEqual(new Set(["delete"]));
      expect((await applications()).map(({ uuid }) => uuid)).toEqual(
        before.filter(({ name }) => name !== "ep-app-prod").map(({ uuid }) => uuid),
      );
    },
    PATIENCE,
  );

  test(
    "destroy, when the YAML has the instance no more: Coolify is empty",
    async () => {
      rmSync(path.join(stage.config, "instances", "air.instance.yaml"));
      const asked = await stage.pf(["destroy", "air"]);
      expect(asked).toMatchObject({ code: 11, stdout: "" });
      const { code } = await stage.pf(["destroy", "air", "--yes"]);
      expect(code).toBe(0);
      expect(await stage.get("/projects")).toEqual([]);
      expect(await stage.get("/resources")).toEqual([]);
    },
    PATIENCE,
  );
});
