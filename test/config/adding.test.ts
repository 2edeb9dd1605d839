import { describe, expect, test } from "@jest/globals";
import { resolveStack } from "../../config/load.ts";
import { AIR, EP } from "./broken.ts";
import { append, fleetWith } from "./fleetFolder.ts";
import { air, application, BRAND } from "./instances.ts";

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
