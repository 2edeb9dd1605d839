import { isRecord } from "./values.ts";

/** What Pulumi sends in a preview for a value that is not known yet, whatever its type (`pulumi.runtime.unknownValue`). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether anything inside is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isRecord(value) && Object.values(value).some(hasUnknown);
}

/** Whether the value at the path, or something on the way to it, is not known yet. */
export function isUnknownAt(value: unknown, path: readonly PropertyKey[]): boolean {
  if (value === UNKNOWN) return true;
  const [key, ...rest] = path;
  if (key === undefined) return false;
  if (Array.isArray(value)) return isUnknownAt(value[Number(key)], rest);
  return isRecord(value) && isUnknownAt(value[String(key)], rest);
}
