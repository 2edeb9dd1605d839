import { describe, expect, test } from "@jest/globals";
import { resolveStack } from "../../config/load.ts";
import type { ResolvedInstance, ResolvedValue } from "../../config/resolved.ts";
import { application } from "../../providers/coolify/kinds/application.ts";
import { database } from "../../providers/coolify/kinds/database.ts";
import { databaseBackup } from "../../providers/coolify/kinds/databaseBackup.ts";
import { scheduledTask } from "../../providers/coolify/kinds/scheduledTask.ts";
import { service } from "../../providers/coolify/kinds/service.ts";
import { storage } from "../../providers/coolify/kinds/storage.ts";
import { EVERYTHING } from "./everything.ts";
import { append, fleetWith } from "./fleetFolder.ts";

const AIR = "instances/air.instance.yaml";

let cached: ResolvedInstance | undefined;
function air(): ResolvedInstance {
  // EP is an image, which has no git settings of its own to collide with.
  cached ??= resolveStack(fleetWith({ [AIR]: append(EVERYTHING), "products/air-ep.product.yaml": undefined }), "air");
  return cached;
}

const app = (name: string) => {
  const found = air().applications.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not among ${air().applications.map((one) => one.name)}`);
  return found;
};

const place = { stamp: "air/x", project: "p", server: "main" };

/** Puts a text where a secret comes. */
function withSecrets(settings: Record<string, unknown>, secrets: Record<string, ResolvedValue>): Record<string, unknown> {
  const filled = structuredClone(settings);
  for (const path of Object.keys(secrets)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at = filled;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[last] = "correct-horse-1";
  }
  return filled;
}

describe("all that can be said is what Coolify's kinds take", () => {
  test.each(["air-app-dev", "air-worker-prod", "air-docs-staging"])("%s", (name) => {
    const { name: own, description, environment, source, buildPack, port, domains, autoDeploy, healthCheck, limits, ...rest } = app(name);
    const inputs = { ...place, name: own, description, environment, source, buildPack, port, domains, autoDeploy, healthCheck, limits };
    expect(application.input.safeParse({ ...inputs, ...withSecrets(rest.settings, rest.secrets) }).error).toBeUndefined();
  });

  test("storages and tasks", () => {
    const { storages, tasks } = app("air-app-prod");
    for (const { name, source, mountPath, previewSuffix } of storages) {
      const { content, ...others } = { content: undefined, ...source };
      const named = source.type === "volume" || source.type === "bind" ? { name } : {};
      const inputs = { application: "a", mountPath, source: { ...others, ...named }, previewSuffix, content };
      expect([name, storage.input.safeParse(inputs).error]).toEqual([name, undefined]);
    }
    for (const task of tasks) expect(scheduledTask.input.safeParse({ application: "a", ...task }).error).toBeUndefined();
    expect(storages.map(({ name }) => name)).toEqual(["uploads", "shared", "settings", "pages", "zone"]);
  });

  test("databases with their backups", () => {
    const [main] = air().databases;
    if (main === undefined) throw new Error("There is no database.");
    const { engine, name, description, environment, limits, settings, secrets, backups } = main;
    const filled = { type: engine, ...withSecrets(settings.engine as Record<string, unknown>, secrets) };
    const inputs = { ...place, name, description, environment, limits, ...settings, engine: filled };
    expect(database.input.safeParse(inputs).error).toBeUndefined();
    for (const { settings: kept, ...backup } of backups)
      expect(databaseBackup.input.safeParse({ database: "d", ...backup, ...kept }).error).toBeUndefined();
  });

  test("services", () => {
    for (const { name, description, environment, source, urls, settings } of air().services)
      expect([name, service.input.safeParse({ ...place, name, description, environment, source, urls, ...settings }).error]).toEqual([
        name,
        undefined,
      ]);
  });
});

describe("what is said arrives", () => {
  test("an application with everything", () => {
    expect(app("air-app-dev")).toMatchSnapshot();
  });

  test("a further application takes what it does not say from the tier's own", () => {
    const worker = app("air-worker-prod");
    expect(worker).toMatchObject({
      startCommand: "npm run worker",
      domains: [],
      source: { type: "publicGit", branch: "main" },
      healthCheck: { enabled: false, path: "/api/health" },
      storages: [],
      tasks: [],
      variables: { ROLE: { value: "worker" }, APP_URL: { value: "https://air.pfcore.io" }, INSTANCE_ID: { value: "air" } },
    });
    expect(worker.settings).not.toHaveProperty("container");
    expect(worker).not.toHaveProperty("previews");
  });

  test("with a source of its own it is another image, without what belongs to builds", () => {
    expect(app("air-docs-prod")).toMatchObject({
      source: { type: "dockerImage", image: "nginx", tag: "1.27" },
      domains: ["https://docs.prod.air.pfcore.io"],
      port: 80,
      autoDeploy: false,
    });
  });

  test("databases and services are there once for each environment", () => {
    expect(air().databases.map(({ name, environment, protect }) => [name, environment, protect])).toEqual([
      ["air-db-main-dev", "development", false],
      ["air-db-main-staging", "staging", false],
      ["air-db-main-prod", "production", true],
    ]);
    expect(air().databases[0]).toMatchSnapshot();
    expect(
      air()
        .services.map(({ name, urls }) => [name, urls])
        .slice(0, 2),
    ).toEqual([
      ["air-status-dev", { "uptime-kuma": ["https://status.dev.air.pfcore.io:3001"] }],
      ["air-tools-dev", {}],
    ]);
  });
});
