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
  return Object.fromEntries(Object.entries(parsed).map(([key, item]) => [key, stillUnknown(value[key], item)]));
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
    const parsed = schema.safeParse(value);
    inputs[key] = !parsed.success ? value : hasUnknown(value) ? stillUnknown(value, parsed.data) : parsed.data;
    if (parsed.success) continue;
    for (const issue of parsed.error.issues)
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
