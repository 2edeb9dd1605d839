import { describe, expect, test } from "@jest/globals";
import { loadFleet, resolveStack } from "../../config/load.ts";
import type { ResolvedInstance } from "../../config/resolved.ts";
import { refusals } from "./accepted.ts";
import { EVERYTHING } from "./everything.ts";
import { append, fleetWith, REFERENCE } from "./fleetFolder.ts";

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

describe("Coolify's kinds take", () => {
  test("all that can be said", () => {
    expect(refusals(air())).toEqual([]);
    expect(app("air-app-prod").storages.map(({ name }) => name)).toEqual(["uploads", "shared", "settings", "pages", "zone"]);
  });

  test("the reference fleet", () => {
    const { instances, whiteLabels } = loadFleet(REFERENCE);
    const tiers = [...Object.values(instances).flatMap((instance) => [instance, ...instance.products]), ...Object.values(whiteLabels)];
    expect(tiers).toHaveLength(9);
    expect(tiers.flatMap(refusals)).toEqual([]);
  });

  test("an application of a compose file, whose domains belong to its services", () => {
    const lines = 'build_pack: dockercompose\ncompose_domains: { web: { domains: ["{{environment.short}}.web.{{domain}}"] } }';
    const composed = resolveStack(fleetWith({ [AIR]: append(lines), "products/air-ep.product.yaml": undefined }), "air");
    expect(refusals(composed)).toEqual([]);
    expect(composed.applications[0]).toMatchObject({
      domains: [],
      settings: { composeDomains: { web: { domains: ["https://dev.web.air.pfcore.io"] } } },
      variables: { APP_URL: { value: "https://dev.air.pfcore.io" } },
    });
  });

  test.each([
    [
      "a GitHub App",
      "source: { repository: pf-core/air-app, github_app: forge }",
      { type: "githubApp", app: "forge", repository: "pf-core/air-app", branch: "main" },
    ],
    [
      "a deploy key",
      'source: { repository: "git@github.com:pf-core/air-app.git", deploy_key: main }',
      { type: "deployKey", key: "main", branch: "main" },
    ],
    [
      "a Dockerfile",
      'source: { dockerfile: "FROM nginx:alpine\\nEXPOSE 80\\n" }',
      { type: "dockerfile", text: "FROM nginx:alpine\nEXPOSE 80\n" },
    ],
    [
      "a digest",
      `source: { image: nginx, tag: "sha256:${"0".repeat(64)}" }`,
      { type: "dockerImage", image: "nginx", tag: `sha256:${"0".repeat(64)}` },
    ],
  ])("a source by %s", (_, source, expected) => {
    const edit = (text: string) => text.replace(/source:\n.*\n/, `${source}\n`);
    const edited = resolveStack(fleetWith({ [AIR]: edit, "products/air-ep.product.yaml": undefined }), "air");
    expect(edited.applications.find(({ name }) => name === "air-app-prod")?.source).toMatchObject(expected);
    expect(refusals(edited)).toEqual([]);
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
