import { expect, test } from "@jest/globals";
import type { z } from "zod";
import { application } from "../../../providers/coolify/kinds/application.ts";
import { database } from "../../../providers/coolify/kinds/database.ts";
import { isRecord } from "../../../providers/coolify/values.ts";
import { yamlField } from "../../../verbs/drift/yamlField.ts";

/** Said in other ways than field by field: the place, what is hidden, and what is written at once. */
const AT_ONCE =
  /^(coolify|owner|stamp|adopt|deleteData|project|environment|server|destination|name|tags|composeDomains|source|basicAuth|webhookSecrets|engine\.(type|password|rootPassword))(\.|$)/;

type Shape = Record<string, z.ZodType>;

const inner = (schema: z.ZodType): z.ZodType => {
  const { innerType, in: into } = schema.def as unknown as { innerType?: z.ZodType; in?: z.ZodType };
  const next = innerType ?? into;
  return next ? inner(next) : schema;
};

function leavesOf(shape: Shape, path: string[] = []): { path: string; schema: z.ZodType }[] {
  return Object.entries(shape).flatMap(([key, schema]) => {
    const own = inner(schema);
    const below = "shape" in own ? (own.shape as Shape) : undefined;
    return below ? leavesOf(below, [...path, key]) : [{ path: [...path, key].join("."), schema }];
  });
}

/** Values that a field may have at Coolify: its examples, its default, and of words each. */
function valuesOf(schema: z.ZodType): unknown[] {
  const own = inner(schema);
  const { examples } = (schema.meta() ?? own.meta() ?? {}) as { examples?: unknown[] };
  const { entries, type } = own.def as unknown as { entries?: Record<string, string>; type: string };
  if (entries) return Object.values(entries);
  if (type === "boolean") return [true, false];
  const parsed = schema.safeParse(undefined);
  const standard = parsed.success && parsed.data !== undefined ? [parsed.data] : [];
  return [...(examples ?? []), ...standard];
}

test.each([
  ["Application", application.input.shape as Shape],
  ["Database", { ...(database.input.shape as Shape) }],
] as const)("whatever an object of the kind %s has, the YAML has words for", (kind, shape) => {
  const leaves = leavesOf(shape).filter(({ path }) => !AT_ONCE.test(path) && path !== "engine");
  expect(leaves.length).toBeGreaterThan(15);
  const wordless = leaves.flatMap(({ path, schema }) =>
    valuesOf(schema)
      .filter((value) => !isRecord(value) && yamlField(kind, path, value) === undefined)
      .map((value) => `${path} = ${JSON.stringify(value)}`),
  );
  expect(wordless).toEqual([]);
});
