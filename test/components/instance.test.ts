import { beforeAll, describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Instance } from "../../components/instance.ts";
import { application, database, instance, product, service } from "./described.ts";
import { type Recording, recorded, revealed } from "./recorded.ts";

const OWNER = { team: 1, since: "2026-01-01T00:00:00.000000Z" };
const secrets = (name: string) => pulumi.secret(`value of ${name}`);

/** A thing of each kind, in development and in production, of the instance and of a product. */
const described = instance({
  environments: ["development", "production", "ep-production"],
  production: ["production", "ep-production"],
  databases: [
    database({ backups: [{ frequency: "daily", enabled: true, s3Storage: "backups", settings: { dumpAll: true } }] }),
    database({
      name: "air-db-main-prod",
      environment: "production",
      protect: true,
      secrets: { password: { generated: "db", length: 32 } },
    }),
  ],
  services: [
    service({ variables: { DATABASE_URL: { database: "air-db-main-dev", part: "internalUrl" } } }),
    service({ name: "air-chat-prod", environment: "production", protect: true, deploy: false }),
  ],
  applications: [
    application({
      variables: {
        INSTANCE_ID: { value: "air" },
        STRIPE: { secret: "stripe-key" },
        SESSION_KEY: { generated: "session", length: 48, version: 2 },
        TEXT: { parts: [{ value: "u:" }, { generated: "session", length: 48, version: 2 }, { value: "@h" }] },
        LINES: { value: "a\nb" },
      },
      previews: {
        urlTemplate: "{{pr_id}}.{{domain}}",
        openToPublic: false,
        lifetimeDays: 7,
        variables: { INSTANCE_ID: { value: "preview" } },
      },
      settings: { container: { name: "air" } },
      secrets: { "basicAuth.password": { secret: "gate" } },
      storages: [
        {
          name: "uploads",
          source: { type: "volume" },
          mountPath: "/uploads",
          backup: { frequency: "daily", enabled: true, settings: { keepLocally: true } },
        },
        { name: "conf", source: { type: "file", content: "limit: 5" }, mountPath: "/etc/app.conf" },
      ],
      tasks: [{ name: "prune", command: "npm run prune", frequency: "daily", timeoutSeconds: 60, enabled: true }],
    }),
    application({
      name: "air-app-prod",
      environment: "production",
      protect: true,
      deploy: false,
      source: {
        type: "publicGit",
        repository: "https://github.com/pf-core/air-app",
        branch: "main",
        commit: "0123456789abcdef0123456789abcdef01234567",
      },
    }),
  ],
  products: [
    product({
      applications: [
        application({
          name: "ep-app-prod",
          environment: "ep-production",
          protect: true,
          source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
          variables: { DATABASE_URL: { database: "air-db-main-prod", part: "internalUrl" } },
        }),
      ],
    }),
  ],
});

let program: Recording;
beforeAll(async () => {
  program = await recorded(() => new Instance("air", { instance: described, server: "main", secrets }));
});

describe("the children of an instance", () => {
  test("components bear the tokens that the state knows, and end with named outputs", () => {
    const components = program.all.filter(({ token }) => token.startsWith("pf:"));
    expect(components.map(({ token, name, parent }) => [token, name, parent])).toEqual([
      ["pf:index:Instance", "air", ""],
      ["pf:index:Product", "ep", "air"],
    ]);
    expect(program.outputs).toEqual({
      air: ["applications", "databases", "project", "services", "urls", "versions"],
      ep: ["code"],
    });
  });

  test("logical names, which must never change", () => {
    const own = program.all.filter(({ token }) => !token.startsWith("pf:"));
    expect(own.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      "Application air-app-dev",
      "Application air-app-prod",
      "Application ep-app-prod",
      "ApplicationVariables air-app-dev-variables",
      "ApplicationVariables air-app-prod-variables",
      "ApplicationVariables ep-app-prod-variables",
      "Credential air-db-credential",
      "Credential air-session-credential",
      "Database air-db-main-dev",
      "Database air-db-main-prod",
      "DatabaseBackup air-db-main-dev-backup",
      "DatabaseDeployment air-db-main-dev-deployment",
      "DatabaseDeployment air-db-main-prod-deployment",
      "Deployment air-app-dev-deployment",
      "Deployment air-app-prod-deployment",
      "Deployment ep-app-prod-deployment",
      "Destination air-network",
      "Environment air-development",
      "Environment air-ep-production",
      "Environment air-production",
      "Project air",
      "ScheduledTask air-app-dev-prune-task",
      "Service air-chat-dev",
      "Service air-chat-prod",
      "ServiceDeployment air-chat-dev-deployment",
      "ServiceVariables air-chat-dev-variables",
      "Storage air-app-dev-conf-storage",
      "Storage air-app-dev-uploads-storage",
      "VolumeBackup air-app-dev-uploads-storage-backup",
    ]);
  });

  test("what a product has hangs below the product, all else below the instance", () => {
    const below = (parent: string) => program.all.filter((resource) => resource.parent === parent).map(({ name }) => name);
    expect(below("ep").sort()).toEqual(["ep-app-prod", "ep-app-prod-deployment", "ep-app-prod-variables"]);
    expect(program.all.filter(({ parent }) => parent === "").map(({ name }) => name)).toEqual(["air"]);
  });

  test("production is protected with all that belongs to it, development is not; a deployment is nothing to keep", () => {
    expect(
      program.all
        .filter(({ protect }) => protect)
        .map(({ kind, name }) => `${kind} ${name}`)
        .sort(),
    ).toEqual([
      "Application air-app-prod",
      "Application ep-app-prod",
      "ApplicationVariables air-app-prod-variables",
      "ApplicationVariables ep-app-prod-variables",
      "Credential air-db-credential",
      "Database air-db-main-prod",
      "Destination air-network",
      "Environment air-ep-production",
      "Environment air-production",
      "Project air",
      "Service air-chat-prod",
    ]);
  });

  test("what Coolify deletes with its owner is not deleted one by one", () => {
    const kept = ["Instance", "Product", "Project", "Destination", "Credential", "Application", "Service", "Database"];
    const without = program.all.filter(({ deletedWith }) => deletedWith === "").map(({ kind }) => kind);
    expect(without.filter((kind) => !kept.includes(kind))).toEqual([]);
    expect(program.one("Environment", "air-production").deletedWith).toBe("air");
    expect(program.one("VolumeBackup", "air-app-dev-uploads-storage-backup").deletedWith).toBe("air-app-dev");
    expect(program.one("DatabaseDeployment", "air-db-main-dev-deployment").deletedWith).toBe("air-db-main-dev");
  });

  test("every child that something owns carries the owner of the project", () => {
    const owned = program.all.filter(({ token, kind }) => token.includes("coolify:") && kind !== "Project" && kind !== "Destination");
    expect(owned.length).toBeGreaterThan(20);
    for (const { name, inputs } of owned) expect([name, inputs.owner]).toEqual([name, OWNER]);
  });
});

describe("what they are told", () => {
  test("everything that runs knows its place, its mark and the network", () => {
    const place = { project: "air-uuid", server: "main", destination: "air-network-uuid" };
    expect(program.one("Destination", "air-network").inputs).toMatchObject({
      stamp: "air/air-network",
      server: "main",
      name: "AIR",
      network: "air",
    });
    expect(program.one("Application", "air-app-dev").inputs).toMatchObject({
      ...place,
      environment: "development",
      stamp: "air/air-app-dev",
      source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" },
      domains: ["https://dev.air.pfcore.io"],
      limits: { memory: "256m", cpus: "0.25" },
      autoDeploy: true,
      container: { name: "air" },
      preview: { enabled: true, urlTemplate: "{{pr_id}}.{{domain}}", openToPublic: false },
    });
    expect(program.one("Service", "air-chat-prod").inputs).toMatchObject({
      ...place,
      environment: "production",
      stamp: "air/air-chat-prod",
    });
    const { engine, ...others } = program.one("Database", "air-db-main-dev").inputs;
    expect(others).toMatchObject({ ...place, environment: "development", image: "postgres:17-alpine" });
    expect(revealed(engine)).toEqual({ type: "postgresql", user: "air" });
  });

  test("an image has no build pack and no pushes", () => {
    const { inputs } = program.one("Application", "ep-app-prod");
    expect(inputs.source).toEqual({ type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" });
    expect(inputs).not.toHaveProperty("buildPack");
    expect(inputs).not.toHaveProperty("autoDeploy");
  });

  test("secrets stay secret, wherever they are put", () => {
    const variables = program.one("ApplicationVariables", "air-app-dev-variables").inputs.variables as Record<string, { value: unknown }>;
    expect(variables.INSTANCE_ID).toEqual({ value: "air", preview: { value: "preview" } });
    const lines = { value: "a\nb", isMultiline: true };
    expect(variables.LINES).toEqual({ ...lines, preview: lines });
    expect(revealed(variables.STRIPE?.value)).toBe("value of stripe-key");
    expect(revealed(variables.SESSION_KEY?.value)).toBe("made for air-session-credential");
    expect(revealed(variables.TEXT?.value)).toBe("u:made for air-session-credential@h");
    expect(revealed(program.one("Application", "air-app-dev").inputs.basicAuth)).toEqual({ password: "value of gate" });
    const { DATABASE_URL } = program.one("ApplicationVariables", "ep-app-prod-variables").inputs.variables as typeof variables;
    expect(revealed(DATABASE_URL?.value)).toBe("postgres://air-db-main-prod:5432");
    expect(revealed(program.one("Database", "air-db-main-prod").inputs.engine)).toMatchObject({ password: "made for air-db-credential" });
  });

  test("a generated secret is one resource, whoever reads it", () => {
    expect(program.one("Credential", "air-session-credential").inputs).toMatchObject({ name: "session", length: 48, version: 2 });
  });

  test("a service that reads a database joins its network", () => {
    expect(program.one("Service", "air-chat-dev").inputs).toMatchObject({ connectToDockerNetwork: true });
    expect(program.one("Service", "air-chat-prod").inputs).not.toHaveProperty("connectToDockerNetwork");
  });

  test("mounts and schedules know what they belong to", () => {
    const at = { application: "air-app-dev-uuid" };
    const volume = program.one("Storage", "air-app-dev-uploads-storage");
    expect(volume.inputs).toMatchObject({ ...at, mountPath: "/uploads", source: { type: "volume", name: "uploads" } });
    const file = program.one("Storage", "air-app-dev-conf-storage").inputs;
    expect(file).toMatchObject({ ...at, mountPath: "/etc/app.conf", source: { type: "file" } });
    expect(revealed(file.content)).toBe("limit: 5");
    expect(program.one("VolumeBackup", "air-app-dev-uploads-storage-backup").inputs).toMatchObject({
      ...at,
      storage: "air-app-dev-uploads-storage-uuid",
      frequency: "daily",
      keepLocally: true,
    });
    expect(program.one("ScheduledTask", "air-app-dev-prune-task").inputs).toMatchObject({ ...at, name: "prune", timeoutSeconds: 60 });
    expect(program.one("DatabaseBackup", "air-db-main-dev-backup").inputs).toMatchObject({
      database: "air-db-main-dev-uuid",
      s3Storage: "backups",
      dumpAll: true,
    });
  });
});

describe("deployments", () => {
  test("wait for everything that is written and for the databases to run (decision 21, DB-8)", () => {
    const { dependsOn } = program.one("Deployment", "air-app-dev-deployment");
    const written = ["Application", "ApplicationVariables", "Service", "ServiceVariables", "Storage", "VolumeBackup", "ScheduledTask"];
    const all = program.all.filter(({ kind }) => [...written, "Database", "DatabaseBackup", "DatabaseDeployment"].includes(kind));
    expect(dependsOn).toEqual(expect.arrayContaining(all.map(({ name }) => name)));
    const ofService = program.one("ServiceDeployment", "air-chat-dev-deployment").dependsOn;
    expect(ofService).toEqual(expect.arrayContaining(all.map(({ name }) => name)));
  });

  test("what was decided to run: the head in development, the branch, pin or tag elsewhere; some wait for it (decision 22)", () => {
    const told = (name: string) => {
      const { release, firstDeployment } = program.one("Deployment", `${name}-deployment`).inputs;
      return [release, firstDeployment];
    };
    expect(told("air-app-dev")).toEqual([undefined, true]);
    expect(told("air-app-prod")).toEqual(["0123456789abcdef0123456789abcdef01234567", false]);
    expect(told("ep-app-prod")).toEqual(["ghcr.io/pf-core/ep-app:1.0.0", true]);
  });

  test("ask the application's own domain", () => {
    expect(program.one("Deployment", "air-app-dev-deployment").inputs).toMatchObject({
      application: "air-app-dev-uuid",
      url: "https://dev.air.pfcore.io",
      healthCheckPath: "/api/health",
    });
  });
});
