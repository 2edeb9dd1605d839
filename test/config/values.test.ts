import { describe, expect, test } from "@jest/globals";
import { AIR } from "./broken.ts";
import { append } from "./fleetFolder.ts";
import { air, application } from "./instances.ts";

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
