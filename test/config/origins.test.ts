import { describe, expect, test } from "@jest/globals";
import { explain, type Fleet, loadFleet, pathsOf, snapshotOf, stackNamed, stacksTouched, UnknownKeyError } from "../../config/load.ts";
import { append, type Edits, fleetWith, REFERENCE } from "./fleetFolder.ts";

const AIR = "instances/air.instance.yaml";
const fleet = loadFleet(REFERENCE);

function of(some: Fleet, stack: string, workload: string, path: string) {
  const origins = some.origins[stack];
  if (origins === undefined) throw new Error(`There is no ${stack}.`);
  const { value, setters } = explain(origins, workload, path);
  return { value, setters: setters.map((setter) => [`${setter.file}:${setter.line}:${setter.column}`, setter.value]) };
}

describe("where a value comes from", () => {
  test("the file that set it, and what it overrode", () => {
    const edited = fleetWith({ [AIR]: append("limits: { memory: 768M }\nenvironments: { production: { limits: { memory: 1G } } }") });
    expect(of(edited, "air", "air-app-prod", "limits.memory")).toEqual({
      value: "1G",
      setters: [
        ["config/instances/air.instance.yaml:18:49", "1G"],
        ["config/instances/air.instance.yaml:17:19", "768M"],
        ["config/pf-core.config.yaml:61:23", "512M"],
      ],
    });
  });

  test("a template and what became of it", () => {
    expect(of(fleet, "air", "air-app-dev", "variables.BRAND_PRIMARY")).toEqual({
      value: "#0f62fe",
      setters: [["config/pf-core.config.yaml:39:18", "{{brand.primary}}"]],
    });
  });

  test("what was removed says who did it", () => {
    const edited = fleetWith({ [AIR]: append("variables: { BRAND_LOGO: null }") });
    expect(of(edited, "air", "air-app-dev", "variables.BRAND_LOGO")).toEqual({
      value: undefined,
      setters: [
        ["config/instances/air.instance.yaml:17:26", null],
        ["config/pf-core.config.yaml:41:15", "{{brand.logo}}"],
      ],
    });
  });

  test("a block lists everybody who wrote into it", () => {
    const { value, setters } = of(fleet, "baiv", "baiv-db-main-prod", "limits");
    expect(value).toEqual({ memory: "512M", cpus: "0.5" });
    expect(setters).toHaveLength(1);
    expect(of(fleet, "baiv", "baiv-app-prod", "variables").setters).toHaveLength(2);
  });

  test("databases, services and white-labels too", () => {
    expect(of(fleet, "acmecorp-wwg", "acmecorp-wwg-db-cache-prod", "engine").setters).toEqual([
      ["config/products/baiv-wwg.product.yaml:14:13", "redis"],
    ]);
    expect(of(fleet, "w4m", "w4m-chat-prod", "urls.webui.0").value).toBe("chat.w4m.pfcore.io:8080");
    expect(of(fleet, "acmecorp-wwg", "acmecorp-wwg-app-prod", "domains.1").value).toBe("admin.wellness.acme.com");
  });

  test("a secret inside a text is shown as people wrote it", () => {
    const edited = fleetWith({ [AIR]: append("variables: { A: 'redis://{{secret.cache}}@x' }") });
    expect(of(edited, "air", "air-app-dev", "variables.A").value).toBe("redis://{{secret.cache}}@x");
  });

  test("a further application has what it takes from the tier's own", () => {
    const edited = fleetWith({ [AIR]: append("applications: { worker: { start_command: npm run worker } }") });
    expect(of(edited, "air", "air-worker-dev", "start_command").setters).toEqual([
      ["config/instances/air.instance.yaml:17:42", "npm run worker"],
      ["config/pf-core.config.yaml:23:16", "npm start"],
    ]);
  });

  test.each([
    ["air-app-dve", "port", 'There is no application, service or database "air-app-dve". Did you mean "air-app-dev"?'],
    ["nothing", "port", "there is air-app-dev, air-app-prod, air-app-staging, ep-app-prod."],
    ["air-app-dev", "limits.memroy", 'No file says "limits.memroy" of air-app-dev. Did you mean "limits.memory"?'],
    ["constructor", "port", "There is no application"],
  ])("%s has no %s, and says what there is", (workload, path, message) => {
    expect(() => of(fleet, "air", workload, path)).toThrow(UnknownKeyError);
    expect(() => of(fleet, "air", workload, path)).toThrow(message);
  });

  test("every path that some file says can be explained", () => {
    for (const [stack, origins] of Object.entries(fleet.origins)) {
      for (const [workload, said] of Object.entries(origins.workloads))
        for (const path of pathsOf(said))
          expect([stack, workload, path, explain(origins, workload, path).setters.length > 0]).toContain(true);
    }
  });
});

describe("what was wanted at one moment", () => {
  const hash = (edits: Edits, stack = "air") => snapshotOf(stackNamed(fleetWith(edits), stack)).hash;

  test("has the same hash for the same configuration, however it is written", () => {
    expect(hash({})).toBe(hash({ [AIR]: append("# a comment\nlimits: {}") }));
    expect(hash({})).toMatch(/^[0-9a-f]{64}$/);
  });

  test("has another hash for every other value, in its own stack alone", () => {
    const edit: Edits = { [AIR]: append("variables: { A: b }") };
    expect(hash(edit)).not.toBe(hash({}));
    expect(hash(edit, "baiv")).toBe(hash({}, "baiv"));
  });

  test("is data that can be written and read", () => {
    const { wanted } = snapshotOf(stackNamed(fleet, "acmecorp-wwg"));
    expect(JSON.parse(JSON.stringify(wanted))).toEqual(wanted);
    expect(JSON.stringify(wanted)).toContain('{"generated":"admin_password"}');
  });
});

describe("which stacks a change touches", () => {
  test.each([
    ["instances/air.instance.yaml", ["air"]],
    ["products/baiv-wwg.product.yaml", ["baiv", "acmecorp-wwg"]],
    ["instances/baiv.instance.yaml", ["baiv", "acmecorp-wwg"]],
    ["white-labels/acmecorp-wwg.white-label.yaml", ["acmecorp-wwg"]],
    ["compose/chat.yaml", ["w4m"]],
    ["pf-core.config.yaml", ["air", "baiv", "w4m", "acmecorp-wwg", "platform"]],
    ["platform.yaml", ["platform"]],
    ["access.yaml", []],
  ])("%s", (file, stacks) => {
    expect(stacksTouched(fleet, [file])).toEqual(stacks);
  });

  test("a release", () => {
    const edited = fleetWith({ "releases/acmecorp-wwg.yaml": "production: 1.1.0\n" });
    expect(stacksTouched(edited, ["releases/acmecorp-wwg.yaml"])).toEqual(["acmecorp-wwg"]);
  });
});
