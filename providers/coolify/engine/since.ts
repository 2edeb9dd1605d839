import type { z } from "zod";
import { UserError } from "../errors.ts";
import { innerOf, metaOf, shapeOf } from "../fieldMeta.ts";
import type { Fault, ResourceShape } from "../shape.ts";
import { UNKNOWN } from "../unknown.ts";
import { isRecord, isSame, type Properties } from "../values.ts";

const numbers = (version: string): number[] =>
  version
    .replace(/^v/, "")
    .split(/[.-]/)
    .map((part) => Number.parseInt(part, 10) || 0);

/** Whether the first version is older than the second. Only the three numbers count. */
function isOlder(version: string, than: string): boolean {
  const [mine, theirs] = [numbers(version), numbers(than)];
  for (const index of [0, 1, 2]) {
    const difference = (mine[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Null asks for something too: to clear the field. What is not known yet is looked at in the run itself, before the first write. */
const isAsked = (schema: z.ZodType, value: unknown): boolean => {
  if (value === undefined || value === UNKNOWN) return false;
  const fallback = schema.safeParse(undefined);
  return !(fallback.success && (value === null ? fallback.data === null : isSame(fallback.data, value)));
};

/** Fields that are asked for although this Coolify does not have them yet. */
export function missingFields(fields: Readonly<Record<string, z.ZodType>>, inputs: Properties, version: string, before = ""): Fault[] {
  return Object.entries(fields).flatMap(([key, schema]) => {
    const value = inputs[key];
    if (!isAsked(schema, value)) return [];
    const property = `${before}${key}`;
    const { since } = metaOf(schema);
    if (since && isOlder(version, since))
      return [
        {
          property,
          reason: `needs Coolify ${since}; this one has ${version}. Update Coolify and run \`pf refresh\`, or leave the field out`,
        },
      ];
    const shape = shapeOf(innerOf(schema), value);
    return shape && isRecord(value) ? missingFields(shape, value, version, `${property}.`) : [];
  });
}

/** Before the first write. @throws UserError naming all fields that this Coolify lacks */
export function requireFields(shape: ResourceShape, inputs: Properties, version: string | undefined): void {
  if (!version) return;
  const faults = missingFields(shape.input.shape as Record<string, z.ZodType>, inputs, version);
  if (faults.length > 0) throw new UserError(faults.map(({ property, reason }) => `${property} ${reason}.`).join(" "));
}
