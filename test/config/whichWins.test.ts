import { describe, expect, test } from "@jest/globals";
import { AIR, EP } from "./broken.ts";
import { append, type Edits } from "./fleetFolder.ts";
import { air, application } from "./instances.ts";

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
