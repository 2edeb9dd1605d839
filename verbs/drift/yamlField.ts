import { z } from "zod";
import { applicationFields } from "../../config/applicationSchema.ts";
import { bare } from "../../config/field.ts";
import type { Plain } from "../../config/located.ts";
import { argumentOf } from "../../config/settings/arguments.ts";
import { Storage, Task } from "../../config/settings/attachments.ts";
import { Database } from "../../config/settings/database.ts";
import { Service } from "../../config/settings/service.ts";
import { isSame } from "../../providers/coolify/values.ts";

/** Where a field of a kind stands in YAML, seen from its workload, and what is written there. */
export interface YamlField {
  path: string[];
  value: Plain;
}

type Shape = Readonly<Record<string, z.ZodType>>;

const APPLICATION: Shape = applicationFields;

/** Fields whose words in YAML are others than those of the kind, by kind and path. */
const OWN_WORDS: Record<string, Record<string, string[]>> = {
  Application: {
    description: ["application_description"],
    "source.branch": ["branch"],
    "preview.enabled": ["previews", "enabled"],
    "preview.urlTemplate": ["previews", "url_template"],
    "preview.openToPublic": ["previews", "open_to_public"],
  },
  ScheduledTask: { timeoutSeconds: ["timeout"] },
  Storage: { mountPath: ["path"], "source.hostPath": ["host_path"], "source.fsPath": ["host_path"], previewSuffix: ["preview_suffix"] },
};

const SHAPES: Record<string, Shape> = {
  Application: APPLICATION,
  Database: Database.shape,
  Service: Service.shape,
  ScheduledTask: Task.shape,
  Storage: Storage.shape,
};

/** Names make objects what they are; a file that a text was read from is not in the YAML. */
const NEVER = ["name", "compose", "source.text", "source.type"];

/**
 * The inverse of what `components` does with a workload: a field of a kind as YAML writes it.
 *
 * @param path in the words of the kind: `healthCheck.intervalSeconds`
 * @param value as the kind has it; undefined: it is not set at Coolify, which YAML says with null
 * @returns undefined where YAML has no words for it
 */
export function yamlField(kind: string, path: string, value: unknown): YamlField | undefined {
  if (NEVER.includes(path)) return undefined;
  const shape = SHAPES[kind];
  if (!shape) return undefined;
  const steps = kind === "Database" ? path.replace(/^engine\./, "").split(".") : path.split(".");
  const named = OWN_WORDS[kind]?.[path] ?? keysOf(shape, steps);
  if (!named) return undefined;
  const schema = schemaAt(shape, named);
  const written = value === undefined ? null : schema ? writtenAs(schema, value) : undefined;
  return written === undefined ? undefined : { path: named, value: written };
}

/** A variable; braces that Coolify or the application shall see are marked as such. */
export const yamlVariable = (key: string, value: string | undefined): YamlField => ({
  path: ["variables", key],
  value: value === undefined ? null : escaped(value),
});

const escaped = (text: string) => text.replaceAll("{{", "\\{{");

/** `healthCheck.intervalSeconds` → `health_check`, `interval`. */
function keysOf(shape: Shape, [step = "", ...rest]: readonly string[]): string[] | undefined {
  const found = Object.entries(shape).find(([key, schema]) => argumentOf(key, schema) === step);
  if (!found) return undefined;
  const [key, schema] = found;
  if (rest.length === 0) return [key];
  const inner = bare(schema);
  const below = inner instanceof z.ZodObject ? keysOf(inner.shape, rest) : undefined;
  return below && [key, ...below];
}

function schemaAt(shape: Shape, [key = "", ...rest]: readonly string[]): z.ZodType | undefined {
  const schema = shape[key] && bare(shape[key]);
  if (rest.length === 0 || !schema) return schema;
  return schema instanceof z.ZodObject ? schemaAt(schema.shape, rest) : undefined;
}

/** Of the ways in which people write such a value the first that means it: `45` seconds are `45s`, `1g` is `1G`. */
function writtenAs(schema: z.ZodType, value: unknown): Plain | undefined {
  const means = (candidate: Plain) => {
    const parsed = schema.safeParse(candidate);
    return parsed.success && isSame(parsed.data, value);
  };
  if (Array.isArray(value)) {
    const texts = value.map(String);
    return means(texts) ? texts : undefined;
  }
  if (typeof value === "boolean") return means(value) ? value : undefined;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value);
  const candidates = [
    ...(/^\d+[mg]$/.test(text) ? [text.toUpperCase()] : []),
    text,
    `${text}s`,
    ...(Number(value) % 86_400 === 0 ? [`${Number(value) / 86_400}d`] : []),
  ];
  const found = candidates.find(means);
  if (found === undefined) return undefined;
  return schema.meta()?.open === true ? escaped(found) : found;
}
