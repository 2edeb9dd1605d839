import { expect, test } from "@jest/globals";
import { resolveStack } from "../../config/load.ts";
import { append, fleetWith } from "./fleetFolder.ts";

test("a further application removes with null what it would take over from the tier's own", () => {
  const lines = "variables: { KEPT: a, GONE: b }\napplications:\n  worker: { variables: { GONE: null, OWN: c } }";
  const { applications } = resolveStack(fleetWith({ "instances/w4m.instance.yaml": append(lines) }), "w4m");
  const variablesOf = (name: string) => Object.keys(applications.find((one) => one.name === name)?.variables ?? {});
  expect(variablesOf("w4m-app-dev")).toEqual(expect.arrayContaining(["KEPT", "GONE"]));
  expect(variablesOf("w4m-worker-dev")).toEqual(expect.arrayContaining(["KEPT", "OWN"]));
  expect(variablesOf("w4m-worker-dev")).not.toContain("GONE");
});
