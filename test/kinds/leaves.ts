import type { z } from "zod";
import { isRecord, type Properties } from "../../providers/coolify/values.ts";
import { definitionOf, markOf, optionsOf, type Peeled, peel, shapeOf } from "../../tools/docs/schema.ts";

/** One field that is changed by itself: everything that has no fields of its own. */
export interface Leaf {
  /** Dotted. */
  readonly path: string;
  readonly peeled: Peeled;
}

/** Of every kind, about the program and not about Coolify's object. */
export const OF_THE_PROGRAM = ["coolify", "owner", "stamp", "adopt", "deleteData"];

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);
const inside = (value: unknown, key: string) => (isRecord(value) ? value[key] : undefined);

/** The fields below a schema, as far as the value names them: a union shows those of its option. */
export function leavesOf(schema: z.ZodType, value: unknown, path = ""): Leaf[] {
  const peeled = peel(schema);
  const given = value ?? peeled.fallback;
  const shape = given === undefined ? undefined : shapeOf(peeled.core, given);
  if (shape) return Object.entries(shape).flatMap(([key, field]) => leavesOf(field, inside(given, key), join(path, key)));
  return definitionOf(peeled.core).type === "literal" ? [] : [{ path, peeled }];
}

export const fieldsOf = (input: z.ZodObject, example: Properties): Leaf[] =>
  leavesOf(input, example).filter(({ path }) => !OF_THE_PROGRAM.includes(path.split(".")[0] ?? ""));

/** Another option of a union, as a whole value. */
export interface Variant {
  readonly path: string;
  readonly mark: string;
  readonly value: unknown;
}

/** Every other option of the unions that an example holds. */
export function variantsOf(schema: z.ZodType, value: unknown, path = ""): Variant[] {
  const { core, meta } = peel(schema);
  const union = optionsOf(core);
  const below = Object.entries(shapeOf(core, value) ?? {}).flatMap(([key, field]) =>
    variantsOf(field, inside(value, key), join(path, key)),
  );
  if (!union || !isRecord(value)) return below;
  const others = union.options.flatMap((option): Variant[] => {
    const mark = markOf(option, union.discriminator);
    if (mark === value[union.discriminator]) return [];
    const shown = meta.examples?.find((example) => inside(example, union.discriminator) === mark);
    return [{ path, mark: String(mark), value: shown ?? madeUp(option) }];
  });
  return [...others, ...below];
}

/** A value of a schema: its first example, its default, or the simplest of its type. Undefined where nobody can guess one. */
export function madeUp(schema: z.ZodType): unknown {
  const { core, meta, isOptional, fallback } = peel(schema);
  if (meta.examples?.length) return meta.examples[0];
  if (fallback !== undefined) return fallback;
  const { type, shape, entries, values, options } = definitionOf(core);
  if (shape)
    return Object.fromEntries(
      Object.entries(shape)
        .map(([key, field]) => [key, madeUp(field)] as const)
        .filter(([, item]) => item !== undefined),
    );
  if (isOptional) return undefined;
  if (type === "literal") return values?.[0];
  if (type === "enum") return Object.values(entries ?? {})[0];
  if (type === "union") return options?.[0] && madeUp(options[0]);
  if (type === "number") return Math.max(1, (core as z.ZodNumber).minValue ?? 1);
  return { boolean: true, array: [], record: {} }[type as string];
}
