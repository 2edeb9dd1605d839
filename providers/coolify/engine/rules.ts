import type { Fault, ResourceShape } from "../shape.ts";
import { UNKNOWN } from "../unknown.ts";
import type { Properties } from "../values.ts";

/** A rule came upon a value that is not known yet. */
class Unknown extends Error {}

/** The same value, which throws as soon as somebody reads something in it that is not known yet. */
function watched<Value>(value: Value): Value {
  if (value === UNKNOWN) throw new Unknown();
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, { get: (target, key) => watched(Reflect.get(target, key)) });
}

/**
 * Faults by rules about several fields. In a preview some of them may be unknown: rules that have to do with those wait for the run
 * itself, since what is unknown can be anything, also nothing.
 */
export function brokenRules(shape: ResourceShape, inputs: Properties): Fault[] {
  try {
    return shape.faults?.(watched(inputs)) ?? [];
  } catch (error) {
    if (error instanceof Unknown) return [];
    throw error;
  }
}
