/** Where something is written. Line and column count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/**
 * A piece of YAML that knows where it was written: the form in which files are read, merged and asked for the origin of a value.
 * Numbers are texts here, as written: `1.10` must not become `1.1` where it is a tag or the value of a variable.
 */
export type Located = LocatedScalar | LocatedList | LocatedRecord;

export interface LocatedScalar {
  kind: "scalar";
  value: string | boolean | null;
  at: Place;
}

export interface LocatedList {
  kind: "list";
  items: Located[];
  at: Place;
}

export interface LocatedRecord {
  kind: "record";
  entries: Map<string, LocatedEntry>;
  at: Place;
}

/** `key` is where the name stands, for faults that are about the name. */
export interface LocatedEntry {
  key: Place;
  value: Located;
}

export type Path = readonly PropertyKey[];

export type Plain = string | boolean | null | Plain[] | { [key: string]: Plain };

/** The same without places. `Object.fromEntries` keeps a key like `__proto__` an ordinary key. */
export function plain(located: Located): Plain {
  if (located.kind === "scalar") return located.value;
  if (located.kind === "list") return located.items.map(plain);
  return Object.fromEntries([...located.entries].map(([key, entry]) => [key, plain(entry.value)]));
}

/** What stands at a path, or undefined. */
export function find(located: Located, path: Path): Located | undefined {
  let current: Located | undefined = located;
  for (const step of path) current = current === undefined ? undefined : child(current, step);
  return current;
}

/** Where the value at a path was written; where there is none, the nearest thing around it. */
export function placeOf(located: Located, path: Path): Place {
  let place = located.at;
  let current: Located | undefined = located;
  for (const step of path) {
    current = current === undefined ? undefined : child(current, step);
    if (current === undefined) return place;
    place = current.at;
  }
  return place;
}

/** Where the key at the end of a path was written; falls back to `placeOf`. */
export function keyPlaceOf(located: Located, path: Path): Place {
  const parent = find(located, path.slice(0, -1));
  const entry = parent?.kind === "record" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? placeOf(located, path);
}

/** A copy that lacks what stands at the given paths: the rest of a faulty file can still be looked at. */
export function without(located: Located, paths: readonly Path[]): Located {
  if (located.kind === "scalar" || paths.length === 0) return located;
  const byStep = Map.groupBy(paths, ([step]) => step);
  const dropped = (step: PropertyKey) => byStep.get(step)?.some((path) => path.length === 1) ?? false;
  const rest = (value: Located, step: PropertyKey) => without(value, byStep.get(step)?.map((path) => path.slice(1)) ?? []);
  if (located.kind === "list") {
    const items = located.items.flatMap((item, index) => (dropped(index) ? [] : [rest(item, index)]));
    return { ...located, items };
  }
  const kept = [...located.entries].filter(([key]) => !dropped(key));
  return { ...located, entries: new Map(kept.map(([key, entry]) => [key, { ...entry, value: rest(entry.value, key) }])) };
}

function child(located: Located, step: PropertyKey): Located | undefined {
  if (located.kind === "record") return located.entries.get(String(step))?.value;
  if (located.kind === "list") return located.items[Number(step)];
  return undefined;
}
