import { z } from "zod";
import type { Fault } from "./fault.ts";
import { find, keyPlaceOf, type Located, type Path, placeOf, plain } from "./located.ts";
import { nearest } from "./nearest.ts";

export interface Checked {
  faults: Fault[];
  /** What is wrong, so that the rest can be looked at without it. */
  paths: Path[];
}

/** Holds a file, or what was merged from several, against its schema. Faults point at the file that wrote the value. */
export function check(schema: z.ZodType, located: Located): Checked {
  const result = schema.safeParse(plain(located));
  const found = (result.error?.issues ?? []).flatMap((issue) => faultsOf(schema, located, issue));
  return { faults: found.map(({ fault }) => fault), paths: found.map(({ path }) => path) };
}

/** What is wrong with a block whose templates were filled in, but for places of which something was said already. */
export function checkFilled(schema: z.ZodType, located: Located, said: readonly Fault[]): Fault[] {
  const same = (one: Fault, other: Fault) => one.file === other.file && one.line === other.line && one.column === other.column;
  return check(schema, located).faults.filter((fault) => fault.absent || !said.some((one) => same(one, fault)));
}

interface Found {
  fault: Fault;
  path: Path;
}

function faultsOf(schema: z.ZodType, located: Located, issue: z.core.$ZodIssue): Found[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(schema, located, [...issue.path, key]));
  if (issue.code === "invalid_key") return [wrongKey(schema, located, issue.path)];
  return [wrongValue(schema, located, issue.path)];
}

function unknownKey(schema: z.ZodType, located: Located, path: Path): Found {
  const known = keysOf(at(schema, path.slice(0, -1)));
  const suggestion = nearest(String(path.at(-1)), known);
  const reason = suggestion === undefined ? `no such key; known here: ${known.join(", ")}` : "no such key";
  return { path, fault: { ...keyPlaceOf(located, path), path: spell(path), reason, suggestion } };
}

function wrongKey(schema: z.ZodType, located: Located, path: Path): Found {
  const key = String(path.at(-1));
  const around = bare(at(schema, path.slice(0, -1)));
  const doc = around instanceof z.ZodRecord ? (around.keyType as z.ZodType).meta() : undefined;
  const suggestion = (doc?.instead as Record<string, string> | undefined)?.[key];
  const reason = `${JSON.stringify(key)} is not ${doc?.title ?? "a key"}`;
  return { path, fault: { ...keyPlaceOf(located, path), path: spell(path), value: key, reason, suggestion } };
}

function wrongValue(schema: z.ZodType, located: Located, path: Path): Found {
  const title = titleOf(at(schema, path)) ?? "what belongs here";
  const found = find(located, path);
  // Nothing stands there: the place is the block where it is missing.
  if (found === undefined)
    return { path, fault: { ...placeOf(located, path), path: spell(path), reason: `missing; write ${title}`, absent: true } };
  const value = mayBeSecret(schema, path, found) ? undefined : show(found);
  const suggestion = found.kind === "scalar" ? suggestWord(at(schema, path), String(found.value)) : undefined;
  return { path, fault: { ...found.at, path: spell(path), value, reason: `${value ?? "this"} is not ${title}`, suggestion } };
}

/** Values of variables and tokens are not repeated, nor is anything with an @: people paste secrets in the wrong place. */
function mayBeSecret(schema: z.ZodType, path: Path, found: Located): boolean {
  if (path.includes("variables") || path.includes("shared_variables") || path.includes("token")) return true;
  if (path.some((_, index) => bare(at(schema, path.slice(0, index + 1)))?.meta()?.hidden === true)) return true;
  return found.kind === "scalar" && typeof found.value === "string" && found.value.includes("@");
}

function suggestWord(schema: z.ZodType | undefined, written: string): string | undefined {
  const inner = bare(schema);
  return inner instanceof z.ZodEnum ? nearest(written, inner.options.map(String)) : undefined;
}

const KINDS = { list: "a list", record: "a block of keys" } as const;

function show(located: Located): string {
  if (located.kind !== "scalar") return KINDS[located.kind];
  if (located.value === null) return "nothing";
  const text = String(located.value);
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

export function spell(path: Path): string {
  return path.map(String).join(".");
}

/** The schema at a path inside a schema. */
function at(schema: z.ZodType | undefined, path: Path): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const inner = bare(schema);
  if (inner instanceof z.ZodObject) return at(inner.shape[String(step)], rest);
  if (inner instanceof z.ZodRecord) return at(inner.valueType as z.ZodType, rest);
  if (inner instanceof z.ZodArray) return at(inner.element as z.ZodType, rest);
  return undefined;
}

/** Whether templates may stand in the field at a path. */
export function isOpen(schema: z.ZodType, path: Path): boolean {
  return bare(at(schema, path))?.meta()?.open === true;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  const inner = bare(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function bare(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return bare(schema.unwrap() as z.ZodType);
  }
  return schema;
}

function titleOf(schema: z.ZodType | undefined): string | undefined {
  return bare(schema)?.meta()?.title;
}
