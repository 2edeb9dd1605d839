import { describe, expect, test } from "@jest/globals";
import { loadFleet, resolveStack, UnknownStackError } from "../../config/load.ts";
import type { ResolvedApplication } from "../../config/resolved.ts";
import { REFERENCE } from "./fleetFolder.ts";
import { BRAND } from "./instances.ts";

const HEALTH = { enabled: true, path: "/api/health", intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 10 };

/** What differs between the environments of AIR; the rest is the same. */
function airIn(
  environment: string,
  own: Pick<ResolvedApplication, "name" | "limits" | "autoDeploy" | "deploy">,
  branch: string,
  domain: string,
) {
  return {
    ...own,
    description: `AIR, ${environment}`,
    environment,
    protect: environment === "production",
    deleteData: false,
    settings: {},
    secrets: {},
    storages: [],
    tasks: [],
    source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch },
    buildPack: "nixpacks",
    port: 3000,
    domains: [domain],
    buildCommand: "npm run build",
    startCommand: "npm start",
    healthCheck: HEALTH,
    variables: { ...BRAND, APP_URL: { value: domain }, ENVIRONMENT: { value: environment }, NIXPACKS_NODE_VERSION: { value: "20" } },
  };
}

describe("the reference fleet", () => {
  const fleet = loadFleet(REFERENCE);

  test("AIR with its product EP, field by field", () => {
    expect(fleet.instances.air).toEqual({
      kind: "instance",
      ownNetwork: true,
      environmentDescriptions: {},
      sharedVariables: { project: { variables: {} }, environments: {} },
      production: ["production", "ep-production"],
      services: [],
      databases: [],
      code: "air",
      project: { name: "AIR", description: "The AIR platform and its products" },
      server: "main",
      environments: ["development", "staging", "production", "ep-production"],
      applications: [
        airIn(
          "development",
          { name: "air-app-dev", limits: { memory: "256m", cpus: "0.25" }, autoDeploy: true, deploy: true },
          "develop",
          "https://dev.air.pfcore.io",
        ),
        airIn(
          "staging",
          { name: "air-app-staging", limits: { memory: "384m", cpus: "0.5" }, autoDeploy: true, deploy: false },
          "staging",
          "https://staging.air.pfcore.io",
        ),
        airIn(
          "production",
          { name: "air-app-prod", limits: { memory: "512m", cpus: "1" }, autoDeploy: false, deploy: false },
          "main",
          "https://air.pfcore.io",
        ),
      ],
      products: [
        {
          code: "ep",
          services: [],
          databases: [],
          applications: [
            {
              name: "ep-app-prod",
              description: "EP of AIR, ep-production",
              environment: "ep-production",
              protect: true,
              deleteData: false,
              settings: {},
              secrets: {},
              storages: [],
              tasks: [],
              source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
              buildPack: "nixpacks",
              port: 3000,
              domains: ["https://ep.air.pfcore.io"],
              autoDeploy: false,
              healthCheck: HEALTH,
              limits: { memory: "512m", cpus: "1" },
              variables: {
                ...BRAND,
                APP_URL: { value: "https://ep.air.pfcore.io" },
                ENVIRONMENT: { value: "ep-production" },
                FEATURE_EMERGENCY_MODE: { value: "true" },
                PRODUCT_ID: { value: "ep" },
              },
              deploy: true,
            },
          ],
        },
      ],
    });
  });

  test("has three instances with their products and one server", () => {
    const products = Object.values(fleet.instances).map(({ code, products: list }) => [code, list.map((product) => product.code)]);
    expect(products).toEqual([
      ["air", ["ep"]],
      ["baiv", ["vhf", "wwg"]],
      ["w4m", ["endv", "rnor"]],
    ]);
    expect(fleet.servers).toEqual({ main: { name: "main", serverName: "main" } });
  });

  test("BAIV has a production domain of its own, its products do not take it", () => {
    const domains = Object.fromEntries(
      [
        ...(fleet.instances.baiv?.applications ?? []),
        ...(fleet.instances.baiv?.products.flatMap((product) => product.applications) ?? []),
      ].map(({ name, domains: list }) => [name, list]),
    );
    expect(domains).toEqual({
      "baiv-app-dev": ["https://dev.baiv.pfcore.io"],
      "baiv-app-staging": ["https://staging.baiv.pfcore.io"],
      "baiv-app-prod": ["https://baiv.io"],
      "vhf-app-prod": ["https://vhf.baiv.pfcore.io"],
      "wwg-app-prod": ["https://wwg.baiv.pfcore.io"],
    });
  });

  test.each(["aire", "constructor", "__proto__", ""])("has no stack %j, and says which there are", (name) => {
    expect(() => resolveStack(fleet, name)).toThrow(UnknownStackError);
    expect(() => resolveStack(fleet, name)).toThrow(`There is no stack "${name}". The configuration describes air, baiv, w4m.`);
  });

  test("says which stack was probably meant", () => {
    expect(() => resolveStack(fleet, "bavi")).toThrow('Did you mean "baiv"?');
  });
});
