import { z } from "zod";
import { parseCount } from "./units.ts";

/** What is said about a field once, for faults and for editors. */
export interface FieldDoc {
  /** Completes the sentence "… is not …": `a duration such as 30s`. */
  title: string;
  /** What it does, its unit, its default. */
  description: string;
  /** What people write by mistake, with what they mean. */
  instead?: Record<string, string>;
  /** Templates may stand in it. */
  open?: true;
  /** Name of the argument at Coolify's kind, where it is not the same word in camelCase. */
  argument?: string;
}

/** A single value that is written as text and means a `T`. `parse` answers undefined for what it does not understand. */
export function field<T>(doc: FieldDoc, parse: (written: string) => T | undefined) {
  return z
    .string()
    .transform((written, context): T => {
      const value = parse(written);
      if (value !== undefined) return value;
      context.issues.push({ code: "custom", input: written, message: doc.title });
      return z.NEVER;
    })
    .meta({ ...doc });
}

/** A text that fits a pattern and stays as it is. */
export function text(doc: FieldDoc, pattern: RegExp, fits: (written: string) => boolean = () => true) {
  return field(doc, (written) => (pattern.test(written) && fits(written) ? written : undefined));
}

export function flag(doc: FieldDoc) {
  return z.boolean().meta({ ...doc });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(doc: FieldDoc, words: Words) {
  return z.enum(words).meta({ ...doc });
}

/** The same field in a file, where `{{…}}` may stand: looked at closely only when all templates are filled in. */
export function templated(inner: z.ZodType) {
  const doc = inner.meta();
  return z
    .string()
    .superRefine((written, context) => {
      if (written.includes("{{") || inner.safeParse(written).success) return;
      context.addIssue({ code: "custom", message: doc?.title ?? "" });
    })
    .meta({ ...doc });
}

/** A whole number, written as text. */
export function count(description: string, least: number, most: number) {
  return field({ title: `a whole number from ${least} to ${most}`, description }, (written) => parseCount(written, least, most));
}

export function yesNo(description: string) {
  return flag({ title: "true or false", description });
}

/** One line of free text. */
export function line(description: string, example: string, most = 255) {
  return text(
    { title: `one line of at most ${most} characters, such as ${example}`, description },
    /^[^\n\r\0]+$/,
    (written) => written.length <= most,
  );
}

/** Text of any length, line breaks included. */
export function longText(description: string) {
  return text({ title: "a text", description }, /^[^\0]+$/);
}

/** A block of keys, each of which may be left out. */
export function group<Shape extends z.ZodRawShape>(shape: Shape, description: string) {
  return z.strictObject(shape).partial().meta({ title: "a block of keys", description });
}

export function listOf<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).meta({ title: `a list, each ${item.meta()?.title ?? "an item"}`, description });
}

/** The same field, in which templates may stand at every tier. */
export function open<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), open: true });
}

/**
 * What a tier may write of something: every key may be left out, or be null to remove what a farther tier says, and templates may
 * stand where the field is open. The same field gives the same schema, so that editors read each once.
 */
export const atTier = once((schema: z.ZodType): z.ZodType => {
  const doc = schema.meta() ?? {};
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return atTier(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape).map(([key, value]) => [key, loosened(bare(value as z.ZodType))]);
    return z.strictObject(Object.fromEntries(shape)).meta(doc);
  }
  if (schema instanceof z.ZodArray) return z.array(atTier(schema.element as z.ZodType)).meta(doc);
  if (schema instanceof z.ZodRecord)
    return z.record(schema.keyType as z.ZodString, atTier(schema.valueType as z.ZodType).nullable()).meta(doc);
  // A union takes any text as it is.
  return doc.open === true && !(schema instanceof z.ZodUnion) ? templated(schema) : schema;
});

const loosened = once((schema: z.ZodType): z.ZodType => atTier(schema).nullish());

/** A schema without what says that it may be left out. */
export function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap() as z.ZodType) : schema;
}

function once(make: (schema: z.ZodType) => z.ZodType): (schema: z.ZodType) => z.ZodType {
  const made = new WeakMap<z.ZodType, z.ZodType>();
  return (schema) => {
    const known = made.get(schema) ?? make(schema);
    made.set(schema, known);
    return known;
  };
}
