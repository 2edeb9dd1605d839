import type { z } from "zod";
import { metaOf } from "./fieldMeta.ts";
import { isRecord } from "./values.ts";

/** The parts of zod's definitions that hold other schemas. */
interface Definition {
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  valueType?: z.ZodType;
  items?: z.ZodType[];
  options?: z.ZodType[];
  left?: z.ZodType;
  right?: z.ZodType;
}

function partsOf(schema: z.ZodType): z.ZodType[] {
  const { innerType, in: into, shape, element, valueType, items = [], options = [], left, right } = schema.def as unknown as Definition;
  const parts = [innerType, into, element, valueType, left, right, ...Object.values(shape ?? {}), ...items, ...options];
  return parts.filter((part) => part !== undefined);
}

/** Whether the value, or something inside it, must be encrypted in state. */
const holdsSecret = (schema: z.ZodType): boolean => metaOf(schema).secret === true || partsOf(schema).some(holdsSecret);

/** Fields that must be encrypted in state as a whole: `.meta({ secret: true })` stands on them or on something inside. */
export const secretKeys = (schema: z.ZodObject): string[] =>
  Object.entries(schema.shape as Record<string, z.ZodType>)
    .filter(([, field]) => holdsSecret(field))
    .map(([key]) => key);

const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Texts that stand in secret fields, or in those that may be, at any depth: no message may repeat them, whoever says it. */
export function secretTexts(schema: z.ZodType, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const { secret, quiet } = metaOf(schema);
  if (secret || quiet) return textsIn(value);
  const { innerType, in: into, shape, element, valueType, options = [] } = schema.def as unknown as Definition;
  const inner = innerType ?? into;
  const fields = isRecord(value) ? Object.entries(shape ?? {}).flatMap(([key, field]) => secretTexts(field, value[key])) : [];
  const each = element ?? valueType;
  const items = each && typeof value === "object" ? Object.values(value).flatMap((item) => secretTexts(each, item)) : [];
  return [...(inner ? secretTexts(inner, value) : []), ...fields, ...items, ...options.flatMap((option) => secretTexts(option, value))];
}
