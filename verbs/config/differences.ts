import type { Json } from "../../config/snapshot.ts";

/** One value that is not the same on both sides; a missing side is undefined. */
export interface Difference {
  /** `applications.air-app-dev.limits.memory`: items that have a name are called by it, others by their position. */
  path: string;
  before?: Json;
  after?: Json;
}

type Entries = ReadonlyMap<string, Json>;

/** Every value in which two configurations differ, in the order of their paths. Equal ones give an empty list. */
export function differences(before: Json | undefined, after: Json | undefined, path: readonly string[] = []): Difference[] {
  const [left, right] = [entriesOf(before), entriesOf(after)];
  // A block that came or went as a whole is told value by value: that is what a reader looks for.
  if ((left && (right || after === undefined)) || (right && before === undefined)) {
    const keys = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])];
    const inner = keys.flatMap((key) => differences(left?.get(key), right?.get(key), [...path, key]));
    if (inner.length > 0 || (left && right)) return inner;
  }
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path: path.join("."), ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

/** Lists of plain values are one value: which of them is new says less than both lists. */
function entriesOf(value: Json | undefined): Entries | undefined {
  if (value === undefined || value === null || typeof value !== "object") return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  if (value.length === 0 || !value.every((item) => item !== null && typeof item === "object" && !Array.isArray(item))) return undefined;
  const names = value.map((item, index) => nameOf(item) ?? String(index));
  return new Set(names).size < names.length
    ? new Map(value.map((item, index) => [String(index), item]))
    : new Map(value.map((item, index) => [names[index] ?? "", item]));
}

function nameOf(item: Json): string | undefined {
  if (item === null || typeof item !== "object" || Array.isArray(item)) return undefined;
  const name = item.name ?? item.code;
  return typeof name === "string" ? name : undefined;
}
