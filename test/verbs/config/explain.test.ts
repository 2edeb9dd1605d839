import path from "node:path";
import { expect, test } from "@jest/globals";
import { explainConfig } from "../../../verbs/config/explain.ts";
import { createContext } from "../../../verbs/context.ts";
import { type Edits, withFleet } from "../../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..", "..");

const explained = (edits: Edits, stack: string, wanted: string) =>
  withFleet(edits, (config) => explainConfig(createContext(root, { PF_CONFIG: config }), stack, wanted));

const files = (found: ReturnType<typeof explainConfig>) => found.map(({ setters }) => setters.map(({ file }) => file));

test("the nearest tier that says it comes first, then what it overrode", () => {
  const edits: Edits = { "instances/air.instance.yaml": (text) => `${text}\nenvironments:\n  development:\n    limits: { memory: 1G }\n` };
  const [one, ...others] = explained(edits, "air", "air-app-dev.limits.memory");
  expect(others).toEqual([]);
  expect(one).toMatchObject({ workload: "air-app-dev", setters: [{ value: "1G" }, { value: "256M" }] });
  expect(files([one as never])).toEqual([["config/instances/air.instance.yaml", "config/pf-core.config.yaml"]]);
  expect(one?.setters[0]?.line).toBeGreaterThan(10);
});

test("without an application all that have it are explained; the stack's own values too", () => {
  expect(explained({}, "air", "limits.memory").map(({ workload }) => workload)).toEqual(
    expect.arrayContaining(["air-app-dev", "air-app-staging", "air-app-prod", "ep-app-prod"]),
  );
  expect(explained({}, "air", "brand.primary")).toMatchObject([
    { value: "#0f62fe", setters: [{ file: "config/instances/air.instance.yaml" }] },
  ]);
  expect(explained({}, "air", "name")).toMatchObject([{ value: "AIR" }]);
});

test("a release wins over what the product says", () => {
  const edits: Edits = { "releases/air.yaml": "ep-production: 1.0.1\n" };
  expect(explained(edits, "air", "ep-app-prod.source.tag")).toMatchObject([
    { value: "1.0.1", setters: [{ file: "config/releases/air.yaml" }, { file: "config/products/air-ep.product.yaml", value: "1.0.0" }] },
  ]);
});

test("what nobody says is told with what is near", () => {
  expect(() => explained({}, "air", "air-app-dev.limits.memry")).toThrow(/Did you mean "limits.memory"/);
  expect(() => explained({}, "air", "limits.memry")).toThrow(/limits.memory/);
  expect(() => explained({}, "airr", "name")).toThrow(/air/);
});
