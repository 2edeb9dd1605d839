import { describe, expect, test } from "@jest/globals";
import { loadFleet, resolveStack, UnknownStackError } from "../../config/load.ts";
import type { ResolvedApplication, ResolvedInstance } from "../../config/resolved.ts";
import { append, type Edits, fleetWith, REFERENCE } from "./fleetFolder.ts";

const AIR = "instances/air.instance.yaml";
const EP = "products/air-ep.product.yaml";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

const HEALTH = { enabled: true, path: "/api/health", intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 10 };
const BRAND = {
  BRAND_PRIMARY: { value: "#0f62fe" },
  BRAND_SECONDARY: { value: "#393939" },
  BRAND_LOGO: { value: "/brand/air.svg" },
  INSTANCE_ID: { value: "air" },
};

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

function air(edits: Edits): ResolvedInstance {
  return resolveStack(fleetWith(edits), "air");
}

function application(instance: ResolvedInstance, name: string): ResolvedApplication {
  const all = [...instance.applications, ...instance.products.flatMap((product) => product.applications)];
  const found = all.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} is not among ${all.map((candidate) => candidate.name)}`);
  return found;
}

describe("the reference fleet", () => {
  const fleet = loadFleet(REFERENCE);

  test("AIR with its product EP, field by field", () => {
    expect(fleet.instances.air).toEqual({
      kind: "instance",
      ownNetwork: true,
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

describe("adding by YAML only", () => {
  test("a fourth instance with a product", () => {
    const fleet = fleetWith({
      "instances/new.instance.yaml": [
        "extends: ../pf-core.config.yaml",
        "code: new",
        "name: New",
        'brand: { primary: "#000000", secondary: "#ffffff", logo: /logo.svg }',
        "source: { repository: https://github.com/pf-core/new-app }",
      ].join("\n"),
      "products/new-one.product.yaml":
        "extends: ../instances/new.instance.yaml\ncode: one\nname: One\nsource: { image: nginx, tag: 1.10 }\n",
    });
    expect(Object.keys(fleet.instances)).toEqual(["air", "baiv", "new", "w4m"]);
    const added = resolveStack(fleet, "new");
    expect(added.environments).toEqual(["development", "staging", "production", "one-production"]);
    expect(added.project).toEqual({ name: "New", description: "" });
    expect(application(added, "new-app-staging").domains).toEqual(["https://staging.new.pfcore.io"]);
    expect(application(added, "one-app-prod").source).toEqual({ type: "dockerImage", image: "nginx", tag: "1.10" });
  });

  test("an instance that extends another takes its brand and source", () => {
    const twin = "extends: air.instance.yaml\ncode: pilot\nname: Pilot\nenvironments: { staging: null, production: null }\n";
    const pilot = resolveStack(fleetWith({ "instances/pilot.instance.yaml": twin }), "pilot");
    expect(pilot.environments).toEqual(["development"]);
    expect(pilot.products).toEqual([]);
    expect(application(pilot, "pilot-app-dev").variables).toMatchObject({ ...BRAND, INSTANCE_ID: { value: "pilot" } });
  });

  test("an environment of a new name", () => {
    const edited = air({
      [AIR]: append("environments: { demo: { branch: demo, domains: [demo.air.pfcore.io], limits: { memory: 1G, cpus: 2 } } }"),
    });
    expect(edited.environments).toEqual(["development", "staging", "production", "demo", "ep-production"]);
    expect(application(edited, "air-app-demo")).toMatchObject({ limits: { memory: "1g", cpus: "2" }, deploy: false, autoDeploy: false });
  });

  test("a product without environments has one for production", () => {
    expect(air({ [EP]: (text) => text.replace("environments:\n  ep-production: {}\n", "") }).environments).toContain("ep-production");
  });
});

describe("which value wins", () => {
  const memory = (edits: Edits) => {
    const edited = air(edits);
    return ["air-app-dev", "air-app-staging", "air-app-prod", "ep-app-prod"].map((name) => application(edited, name).limits.memory);
  };

  test("an instance's own 768M beats pf-core's 256M for development, and reaches its products", () => {
    expect(memory({ [AIR]: append("limits: { memory: 768M }") })).toEqual(["768m", "768m", "768m", "768m"]);
  });

  test("inside a tier the environment wins over its base, in any order of lines", () => {
    const lines = "environments: { development: { limits: { memory: 1G } } }\nlimits: { memory: 768M }";
    expect(memory({ [AIR]: append(lines) })).toEqual(["1g", "768m", "768m", "768m"]);
  });

  test("a product wins over its instance, its environment over itself", () => {
    const edits = { [AIR]: append("environments: { production: { limits: { memory: 1G } } }"), [EP]: append("limits: { memory: 2G }") };
    expect(memory(edits)).toEqual(["256m", "384m", "1g", "2g"]);
    const nearer = { ...edits, [EP]: (text: string) => `${text.replace("{}", "{ limits: { memory: 3G } }")}limits: { memory: 2G }\n` };
    expect(memory(nearer)).toEqual(["256m", "384m", "1g", "3g"]);
  });

  test("what an instance says about production holds for the production of its products", () => {
    expect(memory({ [AIR]: append("environments: { production: { limits: { memory: 1G } } }") })).toEqual(["256m", "384m", "1g", "1g"]);
  });

  test("null removes a variable and an environment, a list replaces", () => {
    const edited = air({
      [AIR]: append("variables: { BRAND_LOGO: null }\nenvironments: { staging: null, production: { domains: [a.io, b.io] } }"),
    });
    expect(edited.environments).toEqual(["development", "production", "ep-production"]);
    expect(application(edited, "air-app-dev").variables).not.toHaveProperty("BRAND_LOGO");
    expect(application(edited, "air-app-prod").domains).toEqual(["https://a.io", "https://b.io"]);
  });

  test("a server of the instance's own", () => {
    expect(air({ [AIR]: append("server: other"), "servers.yaml": append("other: {}") }).server).toBe("other");
  });
});

describe("what values become", () => {
  const variables = (lines: string) => application(air({ [AIR]: append(`variables:\n${lines}`) }), "air-app-dev").variables;

  test.each([
    ["NUMBER: 1.10", { NUMBER: { value: "1.10" } }],
    ["ZEROS: 007", { ZEROS: { value: "007" } }],
    ["FLAG: true", { FLAG: { value: "true" } }],
    ["WORD: yes", { WORD: { value: "yes" } }],
    ['EMPTY: ""', { EMPTY: { value: "" } }],
    ['SPACES: "  a b  "', { SPACES: { value: "a b" } }],
    ["LINES: |\n    a\n    b", { LINES: { value: "a\nb" } }],
    ["ADDRESS: '{{application.url}}/x'", { ADDRESS: { value: "https://dev.air.pfcore.io/x" } }],
    ["NAME: '{{application.name}}'", { NAME: { value: "air-app-dev" } }],
    ["SHARED: '\\{{team.NAME}}'", { SHARED: { value: "{{team.NAME}}" } }],
    ["STRIPE_KEY: { secret: stripe_key }", { STRIPE_KEY: { secret: "stripe_key" } }],
    ["MAPS_KEY: { public: '{{instance.code}}' }", { MAPS_KEY: { value: "air" } }],
    ["NEXT_PUBLIC_MAPS_KEY: abc", { NEXT_PUBLIC_MAPS_KEY: { value: "abc" } }],
    ["NIXPACKS_NODE_VERSION: 24", { NIXPACKS_NODE_VERSION: { value: "24" } }],
    ["constructor: a", { constructor: { value: "a" } }],
  ])("variable %s", (lines, expected) => {
    expect(variables(`  ${lines}`)).toMatchObject(expected);
  });

  test("domains become full addresses in the form that Coolify keeps", () => {
    const lines = "environments: { production: { domains: [A.example.com, 'https://B.example.com:3000/api', 'https://c.example.com/'] } }";
    expect(application(air({ [AIR]: append(lines) }), "air-app-prod").domains).toEqual([
      "https://a.example.com",
      "https://b.example.com:3000/api",
      "https://c.example.com",
    ]);
  });

  test("the Node version goes to the build pack that reads it, and nowhere else", () => {
    const keys = (pack: string) => Object.keys(application(air({ [AIR]: append(`build_pack: ${pack}`) }), "air-app-dev").variables);
    expect(keys("railpack")).toContain("RAILPACK_NODE_VERSION");
    expect(keys("dockerfile").filter((key) => key.includes("NODE_VERSION"))).toEqual([]);
  });

  test("the port is that of the framework unless it is set", () => {
    expect(application(air({ [AIR]: append("framework: astro") }), "air-app-dev").port).toBe(4321);
    expect(application(air({ [AIR]: append("framework: astro\nport: 8080") }), "air-app-dev").port).toBe(8080);
  });
});

describe("releases", () => {
  test("pin a commit or a tag, and make the application one to deploy", () => {
    const pinned = air({ "releases/air.yaml": `staging: ${COMMIT}\nep-production: 1.10\n` });
    expect(application(pinned, "air-app-staging")).toMatchObject({ deploy: true, source: { branch: "staging", commit: COMMIT } });
    expect(application(pinned, "air-app-prod")).toMatchObject({ deploy: false });
    expect(application(pinned, "air-app-prod").source).not.toHaveProperty("commit");
    expect(application(pinned, "ep-app-prod").source).toMatchObject({ tag: "1.10" });
  });

  test("may be none any more", () => {
    expect(air({ "releases/air.yaml": "# nothing is pinned\n" })).toEqual(air({}));
  });

  test("a commit of digits only stays as it is written", () => {
    const digits = "1".repeat(40);
    const pinned = air({ "releases/air.yaml": `production: ${digits}\n` });
    expect(application(pinned, "air-app-prod").source).toMatchObject({ commit: digits });
  });
});
