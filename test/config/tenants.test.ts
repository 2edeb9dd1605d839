import { describe, expect, test } from "@jest/globals";
import { secretsOf, stackNamed } from "../../config/load.ts";
import type { ResolvedApplication, ResolvedValue } from "../../config/resolved.ts";
import { append, type Edits, fleetWith } from "./fleetFolder.ts";

const AIR = "instances/air.instance.yaml";
const BAIV = "instances/baiv.instance.yaml";
const VHF = "products/baiv-vhf.product.yaml";
const CORE = "pf-core.config.yaml";

describe("a network of its own (PLAT-8)", () => {
  const networks = (edits: Edits) => {
    const { instances, whiteLabels } = fleetWith(edits);
    return [...Object.values(instances), ...Object.values(whiteLabels)].map(({ code, ownNetwork }) => [code, ownNetwork]);
  };

  test("has everybody", () => {
    expect(networks({}).map(([, own]) => own)).toEqual([true, true, true, true]);
  });

  test("an instance gives it up by name, which its white-labels do not", () => {
    expect(networks({ [BAIV]: append("network: shared") })).toEqual([
      ["air", true],
      ["baiv", false],
      ["w4m", true],
      ["acmecorp-wwg", true],
    ]);
  });

  test("nearer than pf-core", () => {
    expect(networks({ [CORE]: append("network: shared"), [AIR]: append("network: own") }).slice(0, 2)).toEqual([
      ["air", true],
      ["baiv", false],
    ]);
  });
});

describe("values that are known only later", () => {
  function variables(lines: string): Record<string, ResolvedValue> {
    const fleet = fleetWith({ [AIR]: append(`databases: { main: { engine: redis } }\nvariables:\n${lines}`) });
    return fleet.instances.air?.applications.find(({ name }) => name === "air-app-dev")?.variables ?? {};
  }

  test.each<[string, ResolvedValue]>([
    ["{ generated: key }", { generated: "key" }],
    ["{ generated: key, length: 64, version: 2 }", { generated: "key", length: 64, version: 2 }],
    ["{ database: main }", { database: "air-db-main-dev", part: "internalUrl" }],
    ["{ database: main, external: true }", { database: "air-db-main-dev", part: "externalUrl" }],
    ["'{{secret.key}}'", { secret: "key" }],
    ["'{{ generated.key }}'", { generated: "key" }],
    ["'{{database.main.external}}'", { database: "air-db-main-dev", part: "externalUrl" }],
    ["'a {{secret.key}}{{instance.code}}'", { parts: [{ value: "a " }, { secret: "key" }, { value: "air" }] }],
    ["'\\{{secret.key}}'", { value: "{{secret.key}}" }],
    ["{ public: 'x{{secret.key}}' }", { parts: [{ value: "x" }, { secret: "key" }] }],
  ])("%s", (written, expected) => {
    expect(variables(`  A: ${written}`).A).toEqual(expected);
  });
});

describe("the databases of a tier", () => {
  const url = (application: ResolvedApplication | undefined) => application?.variables.DATABASE_URL;

  test("serve its products in the environment of the same stage", () => {
    const fleet = fleetWith({ [VHF]: (text) => text.replace("vhf-production: {}", "vhf-production: {}\n  vhf-staging: {}") });
    const vhf = fleet.instances.baiv?.products.find(({ code }) => code === "vhf");
    expect(vhf?.applications.map((application) => url(application))).toEqual([
      { database: "baiv-db-main-prod", part: "internalUrl" },
      { database: "baiv-db-main-staging", part: "internalUrl" },
    ]);
    expect(vhf?.databases).toEqual([]);
  });

  test("give way to the product's own of the same key", () => {
    const fleet = fleetWith({ [VHF]: append("databases: { main: { engine: mysql, name: vhf-data } }") });
    const vhf = fleet.instances.baiv?.products.find(({ code }) => code === "vhf");
    expect(url(vhf?.applications[0])).toEqual({ database: "vhf-data", part: "internalUrl" });
    expect(vhf?.databases.map(({ name, settings }) => [name, settings])).toEqual([["vhf-data", {}]]);
  });

  test("go by null, in one environment too", () => {
    const edits = {
      [BAIV]: (text: string) =>
        text
          .replace("domains: [baiv.io]", "domains: [baiv.io]\n    variables: { DATABASE_URL: null }")
          .replace(/ {4}databases:\n {6}main:[\s\S]*$/, "    databases: { main: null }\n"),
    };
    expect(() => fleetWith(edits)).not.toThrow();
    expect(fleetWith(edits).instances.baiv?.databases.map(({ environment }) => environment)).toEqual(["development", "staging"]);
  });
});

test("the secrets that a stack needs are known by their names", () => {
  const lines = "variables: { A: { secret: b }, C: 'x{{secret.a}}' }\nbasic_auth: { username: air, password: { secret: c } }";
  expect(secretsOf(stackNamed(fleetWith({ [AIR]: append(lines) }), "air"))).toEqual(["a", "b", "c"]);
  expect(secretsOf(stackNamed(fleetWith({}), "acmecorp-wwg"))).toEqual([]);
});

describe("a release", () => {
  const applications = "applications: { worker: { start_command: x }, docs: { source: { image: nginx, tag: 1.27 }, port: 80 } }";

  test("pins the applications that share a source together, another by its own name", () => {
    const commit = "0".repeat(40);
    const { air } = fleetWith({ [AIR]: append(applications), "releases/air.yaml": `staging: "${commit}"\nstaging/docs: 1.28\n` }).instances;
    const found = (name: string) => air?.applications.find((one) => one.name === name);
    expect(found("air-app-staging")).toMatchObject({ deploy: true, source: { commit } });
    expect(found("air-worker-staging")).toMatchObject({ deploy: true, source: { commit } });
    expect(found("air-docs-staging")).toMatchObject({ deploy: true, source: { tag: "1.28" } });
    expect(found("air-docs-prod")).toMatchObject({ deploy: false, source: { tag: "1.27" } });
  });
});
