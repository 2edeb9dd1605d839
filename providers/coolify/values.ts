/** Plain values as Pulumi sends and keeps them: compared without regard to the order of keys, written without `undefined`. */
export type Properties = Record<string, unknown>;

export const isRecord = (value: unknown): value is Properties => typeof value === "object" && value !== null && !Array.isArray(value);

/** What is no record counts as an empty one. */
export const recordOf = (value: unknown): Properties => (isRecord(value) ? value : {});

/** Equal in content. Absent, undefined and null are one. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right || (left ?? null) === (right ?? null)) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  if (!isRecord(left) || !isRecord(right)) return false;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isSame(left[key], right[key]));
}

/** Without anything undefined, at any depth: Pulumi refuses to carry it. */
export function pruned<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(pruned) as Value;
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, pruned(item)]),
  ) as Value;
}

/** The value at a dotted path. */
export const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

/** Keys whose values differ. */
export const changedKeys = (before: Properties, after: Properties): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !isSame(before[key], after[key]));

export const only = (value: Properties, keys: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));

export const without = (value: Properties, keys: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
