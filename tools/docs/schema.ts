import type { z } from "zod";
import { type FieldMeta, metaOf } from "../../providers/coolify/fieldMeta.ts";

/** What a field says about itself besides its type. */
export interface Meta extends FieldMeta {
  /** Why Coolify does not show the field again; then a change by hand is not seen. */
  readonly writeOnly?: string;
  /** Why a change of the field reaches Coolify only when the object is made. */
  readonly onlyCreate?: string;
}

/** A field without its wrappers. */
export interface Peeled {
  readonly core: z.ZodType;
  readonly meta: Meta;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
  /** What is taken when nothing is given; undefined where there is nothing. */
  readonly fallback: unknown;
}

/** The parts of zod's declarations that are read here; which of them are there depends on `type`. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly defaultValue?: unknown;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
}

export const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition;

/** What stands inside a wrapper or before a transformation; undefined for a type of its own. */
function insideOf({ type, innerType, in: before, out, getter }: Definition): z.ZodType | undefined {
  if (type === "pipe") return before && definitionOf(before).type === "transform" ? out : before;
  return type === "lazy" ? getter?.() : innerType;
}

/** Takes defaults, optionality and transformations off a schema. What an outer layer says wins. */
export function peel(schema: z.ZodType): Peeled {
  const definition = definitionOf(schema);
  const inside = insideOf(definition);
  const meta: Meta = metaOf(schema);
  if (!inside) return { core: schema, meta, isOptional: false, isNullable: false, fallback: undefined };
  const inner = peel(inside);
  const isDefault = definition.type === "default" || definition.type === "prefault";
  return {
    core: inner.core,
    meta: { ...inner.meta, ...meta },
    isOptional: inner.isOptional || isDefault || definition.type === "optional",
    isNullable: inner.isNullable || definition.type === "nullable",
    fallback: isDefault ? definition.defaultValue : inner.fallback,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The options of a union whose members are told apart by one key. */
export function optionsOf(core: z.ZodType): { discriminator: string; options: readonly z.ZodType[] } | undefined {
  const { options, discriminator } = definitionOf(core);
  return options && discriminator ? { discriminator, options } : undefined;
}

/** The value that tells an option of a union apart. */
export const markOf = (option: z.ZodType, discriminator: string): unknown =>
  definitionOf(peel(definitionOf(peel(option).core).shape?.[discriminator] ?? option).core).values?.[0];

/** The fields of an object; of a union those of the option that the value is of. */
export function shapeOf(core: z.ZodType, value?: unknown): Readonly<Record<string, z.ZodType>> | undefined {
  const union = optionsOf(core);
  if (!union) return definitionOf(core).shape;
  if (!isRecord(value)) return undefined;
  const option = union.options.find((one) => markOf(one, union.discriminator) === value[union.discriminator]);
  return option && shapeOf(peel(option).core, value);
}
