import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { type FileKind, KINDS, readFiles } from "../../config/files.ts";
import { schemaFiles, schemaLine } from "../../config/jsonSchema.ts";
import { brokenDatabases } from "./brokenDatabases.ts";
import { brokenFiles } from "./brokenFiles.ts";
import { brokenReferences } from "./brokenReferences.ts";
import { brokenTenants } from "./brokenTenants.ts";
import { brokenValues } from "./brokenValues.ts";
import { brokenWorkloads } from "./brokenWorkloads.ts";
import { type Edits, REFERENCE } from "./fleetFolder.ts";

/** The schemas as an editor has them, held against YAML as an editor reads it, by a validator that knows nothing of ours. */
const written = schemaFiles();
const validators = new Map<string, ValidateFunction>();

/** The schema that a file names in its first line. */
function validatorOf(file: string, text: string): ValidateFunction | undefined {
  const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
  if (named === undefined) return undefined;
  const schema = path.posix.join(path.posix.dirname(file), named);
  const known =
    validators.get(schema) ?? new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(JSON.parse(written[schema] ?? ""));
  validators.set(schema, known);
  return known;
}

const read = (file: string) => readFileSync(path.join(REFERENCE, file), "utf8");

/** What the validator has against a file; undefined where an editor has no schema for it, or cannot read it. */
function refused(file: string, text: string): string[] | undefined {
  const validate = validatorOf(file, text);
  if (validate === undefined || validate(parse(text))) return validate && [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("the schemas", () => {
  test.each(Object.keys(written))("%s is one of draft 7, which the YAML language server understands", (file) => {
    const schema = JSON.parse(written[file] ?? "");
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(() => new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)).not.toThrow();
  });

  test("every key of every file is explained", () => {
    for (const [file, text] of Object.entries(written)) expect([file, unexplained(JSON.parse(text))]).toEqual([file, []]);
  });
});

type Node = Record<string, unknown>;

/** Paths of properties for which an editor has no words. */
function unexplained(root: Node): string[] {
  const definitions = (root.definitions ?? {}) as Record<string, Node>;
  const explained = (node: Node): boolean => {
    const referred = typeof node.$ref === "string" ? definitions[node.$ref.replace("#/definitions/", "")] : undefined;
    const parts = [...((node.allOf ?? []) as Node[]), ...((node.anyOf ?? []) as Node[]), ...(referred ? [referred] : [])];
    return typeof node.description === "string" || parts.some(explained);
  };
  const below = (node: unknown, place: string): string[] => {
    if (typeof node !== "object" || node === null) return [];
    if (Array.isArray(node)) return node.flatMap((item) => below(item, place));
    return Object.entries(node).flatMap(([key, value]) => {
      const own = key === "properties" ? Object.entries(value as Record<string, Node>) : [];
      return [...own.filter(([, one]) => !explained(one)).map(([name]) => `${place}.${name}`), ...below(value, `${place}.${key}`)];
    });
  };
  return below(root, "");
}

describe("the reference fleet", () => {
  test.each([...readFiles(REFERENCE).files.keys()])("%s is what its schema describes", (file) =>
    expect(refused(file, read(file))).toEqual([]),
  );
});

/** Faults that are about the shape of one file alone. What is missing may be said by a farther tier, so a schema cannot know. */
const STRUCTURAL = /no such key|is not (true or false|one of |a block of keys|a list)/;

const all = [...brokenValues, ...brokenReferences, ...brokenFiles, ...brokenDatabases, ...brokenWorkloads, ...brokenTenants];

const structural = all.flatMap(([what, edits, first]): [string, Edits, string][] => {
  const reason = /^\S+:\d+:\d+ ?[^:]*: (.*)$/.exec(first)?.[1] ?? "";
  return STRUCTURAL.test(reason) ? [[what, edits, reason]] : [];
});

/** Which environments there are is said by all files together. */
const BEYOND = /a misspelt environment|no server at all/;

describe("faults of structure are refused by the schema too", () => {
  test("there are many", () => expect(structural.length).toBeGreaterThan(10));
  test.each(structural)("%s", (what, edits) => {
    const found = Object.entries(edits).flatMap(([file, edit]) => {
      if (edit === undefined || Buffer.isBuffer(edit) || !kindOf(file)) return [];
      return refused(file, typeof edit === "string" ? `${schemaLine(kindOf(file) as FileKind, file)}\n${edit}` : edit(read(file))) ?? [];
    });
    expect([what, found.length === 0]).toEqual([what, BEYOND.test(what)]);
  });
});

const kindOf = (file: string) => (Object.keys(KINDS) as FileKind[]).find((kind) => KINDS[kind].path.test(file));
