import { expect, test } from "@jest/globals";
import { APPLICATION_KEYS } from "../../config/applicationSchema.ts";
import { jsonSchemas } from "../../config/jsonSchema.ts";

interface Written {
  title?: string;
  description?: string;
  properties?: Record<string, Written>;
  anyOf?: Written[];
  type?: string | string[];
  additionalProperties?: boolean | Written;
}

test("every file kind has a schema for editors", () => {
  expect(Object.keys(jsonSchemas())).toEqual([
    "pf-core.config",
    "instance",
    "product",
    "white-label",
    "servers",
    "release",
    "platform",
    "access",
  ]);
});

test("each setting of an instance is explained in it, and other keys are refused", () => {
  const instance = jsonSchemas().instance as Written;
  expect(instance.additionalProperties).toBe(false);
  for (const key of [...APPLICATION_KEYS, "code", "name"]) {
    const written = instance.properties?.[key];
    const described = [written, ...(written?.anyOf ?? [])].some((part) => (part?.description ?? "").length > 10);
    expect([key, described]).toEqual([key, true]);
  }
});

test("numbers may stand where a text is read", () => {
  const instance = jsonSchemas().instance as Written;
  expect(instance.properties?.port?.anyOf?.[0]?.type).toEqual(["string", "number"]);
});
