import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type PlainFleet, plainFleet } from "./plainFleet.ts";
import { createStage, type Stage, writesOf } from "./stage.ts";
import { CHAT, ZETA } from "./zeta.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 180_000;

let stage: Stage;
let fleet: PlainFleet;

beforeAll(async () => {
  stage = await createStage();
  fleet = plainFleet(stage);
  writeFileSync(path.join(stage.config, "instances", "zeta.instance.yaml"), ZETA);
  writeFileSync(path.join(stage.config, "compose", "zeta.yaml"), CHAT);
});

afterAll(() => stage.close());

interface Listed {
  uuid: string;
  name: string;
  status: string;
  internal_db_url: string;
}

const one = async (route: string): Promise<Listed> => {
  const rows = await stage.get<Listed[]>(route);
  expect([route, rows.length]).toEqual([route, 1]);
  return rows[0] as Listed;
};

const valuesOf = async (route: string): Promise<Record<string, string>> => {
  const rows = await stage.get<{ key: string; value: string; is_preview?: boolean }[]>(route);
  return Object.fromEntries(rows.filter((row) => !row.is_preview).map(({ key, value }) => [key, value]));
};

const development = async (): Promise<Listed> => {
  const rows = await stage.get<Listed[]>("/applications");
  return rows.find(({ name }) => name === "zeta-app-dev") as Listed;
};

describe("a fourth instance by YAML alone, with a database, a service, storages and a task", () => {
  test(
    "a preview of what is not there yet sends nothing",
    async () => {
      const { failure, changes, requests } = await fleet.preview("zeta");
      expect({ failure, requests }).toEqual({ failure: "", requests: [] });
      expect(changes.create).toBeGreaterThan(20);
    },
    PATIENCE,
  );

  test(
    "everything is there, runs, and knows each other",
    async () => {
      const { failure, requests } = await fleet.up("zeta");
      expect(failure).toBe("");
      // Both start before what reads them: the database has an address, and answers it.
      const order = writesOf(requests).map(({ method, path: route }) => `${method} ${route.replace(/[a-z0-9]{24}/g, "*")}`);
      expect(order.indexOf("POST /api/v1/databases/*/start")).toBeGreaterThan(-1);
      expect(order.indexOf("POST /api/v1/databases/*/start")).toBeLessThan(
        order.findIndex((line) => /\/(deploy|services\/\*\/start)$/.test(line)),
      );

      const [database, service, application] = [await one("/databases"), await one("/services"), await development()];
      expect([database.status, service.status, application.status].map((status) => status.split(":")[0])).toEqual([
        "running",
        "running",
        "running",
      ]);
      expect((await stage.get<{ frequency: string }[]>(`/databases/${database.uuid}/backups`)).map(({ frequency }) => frequency)).toEqual([
        "daily",
      ]);
      const own = await valuesOf(`/applications/${application.uuid}/envs`);
      const theirs = await valuesOf(`/services/${service.uuid}/envs`);
      expect(own.DATABASE_URL).toBe(database.internal_db_url);
      expect(own.SESSION_KEY).toMatch(/^[A-Za-z0-9]{32}$/);
      expect(theirs).toMatchObject({ GREETING: "hello", STORE: database.internal_db_url });
      expect(theirs.MASTER_KEY).toMatch(/^[A-Za-z0-9]{32}$/);
      expect(theirs.MASTER_KEY).not.toBe(own.SESSION_KEY);

      const storages = await stage.get<{ persistent_storages: { mount_path: string }[]; file_storages: { mount_path: string }[] }>(
        `/applications/${application.uuid}/storages`,
      );
      const mounts = [...storages.persistent_storages, ...storages.file_storages].map(({ mount_path }) => mount_path);
      expect(mounts.sort()).toEqual(["/app/uploads", "/etc/app.conf"]);
      const tasks = await stage.get<{ name: string; command: string }[]>(`/applications/${application.uuid}/scheduled-tasks`);
      expect(tasks.map(({ name, command }) => [name, command])).toEqual([["prune", "npm run prune"]]);
    },
    PATIENCE,
  );

  test(
    "outputs: uuids, addresses, what runs; no secret, no whole resource",
    async () => {
      const application = await development();
      const outputs = await fleet.outputs("zeta");
      expect(Object.keys(outputs).sort()).toEqual(["applications", "databases", "project", "services", "urls", "versions"]);
      expect(outputs.applications).toMatchObject({ "zeta-app-dev": application.uuid });
      expect(outputs.urls).toMatchObject({ "zeta-app-dev": "https://dev.zeta.pfcore.io" });
      expect(outputs.versions).toMatchObject({ "zeta-app-dev": expect.stringMatching(/^[0-9a-f]{40}$/) });
      const { DATABASE_URL = "", SESSION_KEY = "" } = await valuesOf(`/applications/${application.uuid}/envs`);
      const shown = JSON.stringify([outputs, await fleet.state("zeta")]);
      expect(shown).not.toContain(SESSION_KEY);
      expect(shown).not.toContain(DATABASE_URL);
    },
    PATIENCE,
  );

  test(
    "again, and after a refresh: nothing changes, nothing is written",
    async () => {
      const again = await fleet.up("zeta");
      expect({ ...again, writes: writesOf(again.requests) }).toMatchObject({ failure: "", changes: {}, writes: [] });
      const refreshed = await fleet.refresh("zeta");
      expect({ ...refreshed, writes: writesOf(refreshed.requests) }).toMatchObject({ failure: "", changes: {}, writes: [] });
      expect(await fleet.preview("zeta")).toMatchObject({ failure: "", changes: {}, requests: [] });
    },
    PATIENCE,
  );

  test(
    "a variable of the service: that one, applied while it runs, and nothing else",
    async () => {
      const file = path.join("instances", "zeta.instance.yaml");
      stage.edit(file, "GREETING: hello", "GREETING: welcome");
      const { failure, changes, requests } = await fleet.up("zeta");
      expect({ failure, changes }).toEqual({ failure: "", changes: { update: 2 } });
      const written = writesOf(requests).map(({ method, path: route }) => `${method} ${route.replace(/[a-z0-9]{24}/g, "*")}`);
      expect(written).toEqual(["PATCH /api/v1/services/*/envs/bulk", "POST /api/v1/deploy"]);
      expect((await one("/services")).status).toMatch(/^running/);
    },
    PATIENCE,
  );

  test(
    "a generated secret keeps its value while other things change; a setting of the database restarts that alone",
    async () => {
      const application = await development();
      const value = async () => (await valuesOf(`/applications/${application.uuid}/envs`)).SESSION_KEY;
      const before = await value();
      stage.edit(path.join("instances", "zeta.instance.yaml"), "version: 17", "version: 17\n        limits: { memory: 512M }");
      const { failure, changes, requests } = await fleet.up("zeta");
      expect({ failure, changes }).toEqual({ failure: "", changes: { update: 2 } });
      expect(writesOf(requests).map(({ method, path: route }) => `${method} ${route.replace(/[a-z0-9]{24}/g, "*")}`)).toEqual([
        "PATCH /api/v1/databases/*",
        "POST /api/v1/databases/*/restart",
      ]);
      expect((await one("/databases")).status).toMatch(/^running/);
      expect(await value()).toBe(before);
    },
    PATIENCE,
  );

  test(
    "destroyed: the database with its data, as the YAML says; nothing is left",
    async () => {
      await fleet.run("zeta", ["state", "unprotect", "--all", "--yes"]);
      expect((await fleet.destroy("zeta")).failure).toBe("");
      expect(await stage.get("/projects")).toEqual([]);
      expect(await stage.get("/resources")).toEqual([]);
      const networks = (await stage.get<{ network: string }[]>("/destinations")).map(({ network }) => network);
      expect(networks).toEqual(["coolify"]);
    },
    PATIENCE,
  );
});
