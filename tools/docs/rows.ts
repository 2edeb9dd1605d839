import type { z } from "zod";
import { definitionOf, type Meta, markOf, optionsOf, peel } from "./schema.ts";

/** One field as the reference shows it. */
export interface Row {
  /** `healthCheck.path`; `[]` stands for each item of a list, `<key>` for each entry of a record. */
  readonly path: string;
  readonly type: string;
  /** `required`, a value, or a dash where leaving it out means something that the notes tell. */
  readonly fallback: string;
  readonly meta: Meta;
  /** Options of a union in which alone the field is there. */
  readonly only: readonly string[];
}

const bounds = (least: unknown, most: unknown): string => {
  const [low, high] = [least, most].map((value) =>
    typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined,
  );
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`;
  if (low !== undefined) return `, ${low} or more`;
  return high === undefined ? "" : `, at most ${high}`;
};

const words = (values: readonly unknown[]) => values.map((value) => `\`${String(value)}\``).join(", ");

/** A type in words. */
export function typeOf(schema: z.ZodType): string {
  const { core } = peel(schema);
  const { type, entries, values, options, element, valueType } = definitionOf(core);
  const { minValue, maxValue, isInt, maxLength } = core as Partial<z.ZodNumber> & Partial<z.ZodString>;
  const union = optionsOf(core);
  if (union) return `one of ${words(union.options.map((option) => markOf(option, union.discriminator)))} (\`${union.discriminator}\`)`;
  if (type === "string") return `text${maxLength ? `, at most ${maxLength} characters` : ""}`;
  if (type === "number") return `${isInt ? "whole number" : "number"}${bounds(minValue, maxValue)}`;
  if (type === "boolean") return "true or false";
  if (type === "enum") return words(Object.values(entries ?? {}));
  if (type === "literal") return words(values ?? []);
  if (type === "union") return [...new Set((options ?? []).map(typeOf))].join(" or ");
  if (type === "array" && element) return `list: ${typeOf(element)}`;
  if (type === "record" && valueType) return `record: ${typeOf(valueType)}`;
  return type === "object" ? "fields" : type;
}

const fallbackOf = (schema: z.ZodType): string => {
  const { isOptional, fallback } = peel(schema);
  if (!isOptional) return "required";
  const isPlain = fallback !== undefined && !(typeof fallback === "object" && definitionOf(peel(schema).core).type === "object");
  return isPlain ? `\`${JSON.stringify(fallback)}\`` : "–";
};

/** Fields of an object, of the items of a list, of the entries of a record; of a union those of all its options. */
function inside(schema: z.ZodType, path: string, only: readonly string[]): Row[] {
  const { core } = peel(schema);
  const { shape, element, valueType } = definitionOf(core);
  const union = optionsOf(core);
  if (union) return union.options.flatMap((option) => inside(option, path, [String(markOf(option, union.discriminator))]));
  if (element) return inside(element, `${path}[]`, only);
  if (valueType) return inside(valueType, `${path}.<key>`, only);
  return Object.entries(shape ?? {}).flatMap(([key, field]) => rowsOf(field, path ? `${path}.${key}` : key, only));
}

/** A field and everything inside it. What tells the options of a union apart stands with the union. */
export function rowsOf(schema: z.ZodType, path: string, only: readonly string[] = []): Row[] {
  const { core, meta } = peel(schema);
  if (definitionOf(core).type === "literal" && only.length > 0) return [];
  return [{ path, type: typeOf(schema), fallback: fallbackOf(schema), meta, only }, ...inside(schema, path, only)];
}

/** Rows of the same field in several options of a union are one row. */
export function merged(rows: readonly Row[]): Row[] {
  const same = (one: Row, other: Row) =>
    one.path === other.path &&
    one.type === other.type &&
    one.fallback === other.fallback &&
    one.meta.description === other.meta.description;
  const result: Row[] = [];
  for (const row of rows) {
    const index = result.findIndex((other) => same(row, other));
    const known = result[index];
    if (known) result[index] = { ...known, only: [...new Set([...known.only, ...row.only])] };
    else result.push(row);
  }
  return result;
}
