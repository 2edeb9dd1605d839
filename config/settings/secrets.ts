import type { z } from "zod";
import { bare } from "../field.ts";
import type { ResolvedValue } from "../resolved.ts";
import { resolveValue, type WrittenValue } from "../variables.ts";
import { argumentOf, argumentsOf } from "./arguments.ts";

type Values = Readonly<Record<string, unknown>>;

const NO_DATABASES = new Map<string, string>();

/** Arguments of a kind, and apart from them the references to secrets among them, by their path: `basicAuth.password`. */
export function settingsAndSecrets(
  shape: Readonly<Record<string, z.ZodType>>,
  written: Values,
): { settings: Record<string, unknown>; secrets: Record<string, ResolvedValue> } {
  const hidden = Object.entries(shape).filter(([key, schema]) => written[key] !== undefined && hiddenKeys(schema).length > 0);
  const secrets = hidden.flatMap(([key, schema]) => secretsOf(key, schema, written[key]));
  const open = Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const schema = shape[key];
      return [key, schema === undefined ? value : withoutKeys(value, hiddenKeys(schema))];
    }),
  );
  return { settings: argumentsOf(shape, open), secrets: Object.fromEntries(secrets) };
}

/** Keys of a group that hold references to secrets; the empty one where the field itself does. */
function hiddenKeys(schema: z.ZodType): string[] {
  const inner = bare(schema);
  if (inner.meta()?.hidden === true) return [""];
  const shape = "shape" in inner ? (inner.shape as Record<string, z.ZodType>) : {};
  return Object.keys(shape).filter((key) => bare(shape[key] as z.ZodType).meta()?.hidden === true);
}

function secretsOf(key: string, schema: z.ZodType, value: unknown): [string, ResolvedValue][] {
  const name = argumentOf(key, schema);
  return hiddenKeys(schema).flatMap((below): [string, ResolvedValue][] => {
    const found = below === "" ? value : (value as Values)[below];
    if (found === undefined) return [];
    return [
      [
        below === "" ? name : `${name}.${below.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
        resolveValue(found as WrittenValue, NO_DATABASES),
      ],
    ];
  });
}

function withoutKeys(value: unknown, keys: readonly string[]): unknown {
  if (keys.includes("")) return undefined;
  if (keys.length === 0 || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
