import type { z } from "zod";

/** What a field of a schema says of itself, besides its rules. */
export interface FieldMeta {
  /** Its documentation. */
  description?: string;
  /** Oldest Coolify that has it: `4.3.8`. */
  since?: string;
  /** Its value is encrypted in state. */
  secret?: boolean;
  /** Its value may be a secret, which the program tells Pulumi alone: no message repeats it. */
  quiet?: boolean;
  /** Legal values that cannot be guessed from the rules. */
  examples?: readonly unknown[];
}

/** The parts of zod's definitions that wrap another schema. */
interface Definition {
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  options?: readonly z.ZodType[];
}

const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;
/** A pipe is what goes in: the out side of a transform says nothing. */
const wrapped = (schema: z.ZodType): z.ZodType | undefined => definitionOf(schema).innerType ?? definitionOf(schema).in;

/** The schema without defaults, optionality and transformations. */
export function innerOf(schema: z.ZodType): z.ZodType {
  const inner = wrapped(schema);
  return inner ? innerOf(inner) : schema;
}

/** Fields of an object schema, of a union those of the option that the value is of; undefined for everything else. */
export function shapeOf(schema: z.ZodType, value?: unknown): Record<string, z.ZodType> | undefined {
  const { shape, options } = definitionOf(schema);
  const option = options?.find((one) => one.safeParse(value).success);
  return option ? shapeOf(innerOf(option), value) : shape;
}

/** What was said of the field at any of its layers; the outermost word counts. `.optional()` and `.default()` make new schemas that know nothing of it. */
export function metaOf(schema: z.ZodType): FieldMeta {
  const inner = wrapped(schema);
  return { ...(inner ? metaOf(inner) : {}), ...(schema.meta() as FieldMeta | undefined) };
}
