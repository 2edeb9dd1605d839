import type { z } from "zod";
import type { Owner } from "../fields.ts";
import type { Fault, ResourceShape } from "../shape.ts";
import { hasUnknown, isUnknownAt, UNKNOWN } from "../unknown.ts";
import { isRecord, only, type Properties, pruned, without } from "../values.ts";
import { nearest } from "./nearest.ts";
import { brokenRules } from "./rules.ts";
import { missingFields } from "./since.ts";

export interface Checked {
  inputs: Properties;
  failures: Fault[];
}

const fieldsOf = (shape: ResourceShape) => shape.input.shape as Record<string, z.ZodType>;

/** A schema inside a union cannot point to the unknown part, so anything unknown inside excuses it. */
const isExcused = (value: unknown, issue: z.core.$ZodIssue) =>
  isUnknownAt(value, issue.path) || (issue.code === "invalid_union" && hasUnknown(value));

const inside = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

function reasonOf(value: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && inside(value, issue.path) === undefined) return "is missing";
  const [inner] = issue.code === "invalid_key" ? issue.issues : [];
  return inner?.message ?? issue.message;
}

/** What is not known stays so: a transformation takes its mark for a text, and what it makes of it would pass for known. */
function stillUnknown(value: unknown, parsed: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN;
  if (Array.isArray(value) && Array.isArray(parsed))
    return value.length === parsed.length ? parsed.map((item, index) => stillUnknown(value[index], item)) : value;
  if (!isRecord(value) || !isRecord(parsed)) return parsed;
  const unknown = Object.entries(value).filter(([, item]) => item === UNKNOWN);
  return {
    ...Object.fromEntries(Object.entries(parsed).map(([key, item]) => [key, stillUnknown(value[key], item)])),
    ...Object.fromEntries(unknown),
  };
}

/** A copy without what is not known yet and would have to be another type than a text. */
function withoutUnknown(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy = structuredClone(value);
  for (const { path } of issues) {
    const [parent, key] = [inside(copy, path.slice(0, -1)), path.at(-1)];
    if (isRecord(parent) && key !== undefined && parent[String(key)] === UNKNOWN) delete parent[String(key)];
  }
  return copy;
}

/**
 * Parses what may not be wholly known. What is around it gets its defaults and its form all the same: a plan that a preview has saved
 * is compared with what is known later, and must differ from that in nothing else.
 */
function parse(schema: z.ZodType, value: unknown): { parsed: unknown; issues: readonly z.core.$ZodIssue[] } {
  const { success, data, error } = schema.safeParse(value);
  if (!hasUnknown(value)) return success ? { parsed: data, issues: [] } : { parsed: value, issues: error.issues };
  if (success) return { parsed: stillUnknown(value, data), issues: [] };
  const around = schema.safeParse(withoutUnknown(value, error.issues));
  return { parsed: around.success ? stillUnknown(value, around.data) : value, issues: error.issues };
}

/**
 * The inputs with defaults and in the form in which they are compared, and every fault in them. Each field is parsed by itself, so a
 * field that is not known yet (in a preview) leaves the others checked.
 */
export function check(shape: ResourceShape, news: Properties): Checked {
  const given = without(news, ["__provider"]);
  const fields = fieldsOf(shape);
  const failures: Fault[] = Object.keys(given)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => ({ property: key, reason: `is no field of ${shape.type}.${nearest(key, Object.keys(fields))}` }));
  const inputs: Properties = {};
  for (const [key, schema] of Object.entries(fields)) {
    const value = given[key];
    const { parsed, issues } = parse(schema, value);
    inputs[key] = parsed;
    for (const issue of issues)
      if (!isExcused(value, issue)) failures.push({ property: [key, ...issue.path].join("."), reason: reasonOf(value, issue) });
  }
  const result = pruned(inputs);
  if (failures.length === 0) failures.push(...rulesOf(shape, given, result));
  return { inputs: result, failures };
}

/** Rules about several fields, and fields that this Coolify lacks as far as its version is known. What is unknown excuses itself. */
function rulesOf(shape: ResourceShape, given: Properties, inputs: Properties): Fault[] {
  const { version } = (isRecord(inputs.owner) ? inputs.owner : {}) as Partial<Owner>;
  const missing = version && !hasUnknown(version) ? missingFields(fieldsOf(shape), inputs, version) : [];
  return [...brokenRules(shape, inputs), ...missing].filter(({ property }) => !isUnknownAt(given, property.split(".")));
}

/** The inputs inside what state or Coolify has, in the form that `check` gives: defaults that came later are filled in. */
export const settled = (shape: ResourceShape, properties: Properties): Properties =>
  check(shape, only(properties, Object.keys(shape.input.shape))).inputs;
