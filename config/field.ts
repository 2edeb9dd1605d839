import { z } from "zod";

/** What is said about a field once, for faults and for editors. */
export interface FieldDoc {
  /** Completes the sentence "… is not …": `a duration such as 30s`. */
  title: string;
  /** What it does, its unit, its default. */
  description: string;
  /** What people write by mistake, with what they mean. */
  instead?: Record<string, string>;
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
