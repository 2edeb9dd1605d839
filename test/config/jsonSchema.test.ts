import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { APPLICATION_KEYS } from "../../config/applicationSchema.ts";
import { readFiles } from "../../config/files.ts";
import { jsonSchemas, schemaFiles, schemaLine } from "../../config/jsonSchema.ts";
import { REFERENCE } from "./fleetFolder.ts";

interface Written {
  title?: string;
  description?: string;
  properties?: Record<string, Written>;
  anyOf?: Written[];
  allOf?: Written[];
  type?: string | string[];
  additionalProperties?: boolean | Written;
  $ref?: string;
  definitions?: Record<string, Written>;
}

const instance = jsonSchemas().instance as Written;

/** What stands behind references and choices. */
function parts(written: Written | undefined, root: Written): Written[] {
  if (written === undefined) return [];
  const referred = written.$ref === undefined ? undefined : root.definitions?.[written.$ref.replace("#/definitions/", "")];
  return [written, ...parts(referred, root), ...[...(written.anyOf ?? []), ...(written.allOf ?? [])].flatMap((one) => parts(one, root))];
}

const property = (written: Written, key: string, root: Written): Written[] =>
  parts(written, root).flatMap((part) => parts(part.properties?.[key], root));

describe("what editors complete", () => {
  test("every file kind has a schema", () => {
    expect(Object.keys(jsonSchemas())).toEqual([
      "pf-core.config",
      "instance",
      "product",
      "white-label",
      "servers",
      "release",
      "platform",
      "access",
      "policies",
    ]);
  });

  test.each([...APPLICATION_KEYS, "code", "name", "databases", "services", "applications"])("%s of an instance is explained", (key) => {
    expect(property(instance, key, instance).some(({ description }) => (description ?? "").length > 10)).toBe(true);
  });

  test("other keys are refused", () => {
    expect(instance.additionalProperties).toBe(false);
  });

  test("numbers may stand where a text is read", () => {
    expect(property(instance, "port", instance).map(({ type }) => type)).toContainEqual(["string", "number"]);
  });

  test("marks that only this program understands do not reach them", () => {
    expect(JSON.stringify(jsonSchemas())).not.toMatch(/"(open|argument|hidden|instead)":/);
  });
});

describe("the files of the schemas", () => {
  test.each(Object.entries(schemaFiles()))("%s is what `npm run docs` writes", (path, text) => {
    expect(readFileSync(join(REFERENCE, path), "utf8")).toBe(text);
  });

  test("there is none that nobody writes", () => {
    expect(readdirSync(join(REFERENCE, "schemas")).map((name) => `schemas/${name}`)).toEqual(Object.keys(schemaFiles()).sort());
  });

  test.each([...readFiles(REFERENCE).files.values()].map((file) => [file.path, file.kind] as const))("%s names its own", (path, kind) => {
    expect(readFileSync(join(REFERENCE, path), "utf8").split("\n")[0]).toBe(schemaLine(kind, path));
  });
});
