import { z } from "zod";
import { bare } from "../field.ts";

/** `stop_grace` → `stopGrace`. */
const camel = (key: string) => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

type Shape = Readonly<Record<string, z.ZodType>>;

/** Name of the argument that a key of the YAML stands for: the same words in camelCase, unless the field says another. */
export function argumentOf(key: string, schema: z.ZodType): string {
  const named = bare(schema).meta()?.argument;
  return typeof named === "string" ? named : camel(key);
}

/**
 * What YAML says in snake_case as arguments of a kind of Coolify's, in camelCase. Only what is said: what is left out, the kind decides.
 *
 * @param shape which keys are meant, the others are left alone
 */
export function argumentsOf(shape: Shape, written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.entries(shape).filter(([key]) => written[key] !== undefined);
  return Object.fromEntries(known.map(([key, schema]) => [argumentOf(key, schema), argument(schema, written[key])]));
}

function argument(schema: z.ZodType, value: unknown): unknown {
  const inner = bare(schema);
  if (inner instanceof z.ZodObject) return argumentsOf(inner.shape, value as Record<string, unknown>);
  if (inner instanceof z.ZodRecord)
    return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, argument(inner.valueType as z.ZodType, item)]));
  return value;
}
