import type { z } from "zod";
import type { ResourceShape } from "../shape.ts";
import { hasUnknown, isUnknownAt } from "../unknown.ts";
import { only, type Properties, pruned, without } from "../values.ts";
import { nearest } from "./nearest.ts";

export interface Fault {
  property: string;
  reason: string;
}

export interface Checked {
  inputs: Properties;
  failures: Fault[];
}

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

/**
 * The inputs with defaults and in the form in which they are compared, and every fault in them. Each field is parsed by itself, so a
 * field that is not known yet (in a preview) leaves the others checked.
 */
export function check(shape: ResourceShape, news: Properties): Checked {
  const given = without(news, ["__provider"]);
  const fields = shape.input.shape as Record<string, z.ZodType>;
  const failures: Fault[] = Object.keys(given)
    .filter((key) => !(key in fields))
    .map((key) => ({ property: key, reason: `is no field of ${shape.type}.${nearest(key, Object.keys(fields))}` }));
  const inputs: Properties = {};
  for (const [key, schema] of Object.entries(fields)) {
    const value = given[key];
    const parsed = schema.safeParse(value);
    inputs[key] = parsed.success ? parsed.data : value;
    if (parsed.success) continue;
    for (const issue of parsed.error.issues)
      if (!isExcused(value, issue)) failures.push({ property: [key, ...issue.path].join("."), reason: reasonOf(value, issue) });
  }
  return { inputs: pruned(inputs), failures };
}

/** The inputs inside what state or Coolify has, in the form that `check` gives: defaults that came later are filled in. */
export const settled = (shape: ResourceShape, properties: Properties): Properties =>
  check(shape, only(properties, Object.keys(shape.input.shape))).inputs;
