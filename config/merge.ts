import type { Located, LocatedEntry, LocatedRecord } from "./located.ts";

/**
 * Lays nearer layers over farther ones: records merge key by key, lists and single values replace, `null` removes (decision 13).
 * Every value keeps the place of the layer that won; a merged record has the place of the nearest layer that wrote into it.
 *
 * @param layers farthest first; at least one
 */
export function merge(layers: readonly [LocatedRecord, ...LocatedRecord[]]): LocatedRecord {
  const [farthest, ...nearer] = layers;
  return nearer.reduce(lay, lay(undefined, farthest));
}

function lay(below: LocatedRecord | undefined, above: LocatedRecord): LocatedRecord {
  const entries = new Map<string, LocatedEntry>(below?.entries);
  for (const [key, { key: place, value }] of above.entries) {
    const merged = over(entries.get(key)?.value, value);
    if (merged === undefined) entries.delete(key);
    else entries.set(key, { key: place, value: merged });
  }
  return { kind: "record", entries, at: above.at };
}

/** Undefined means removed. A record that lies over nothing still loses its nulls: there is nothing left for them to remove. */
function over(below: Located | undefined, above: Located): Located | undefined {
  if (above.kind === "scalar" && above.value === null) return undefined;
  if (above.kind !== "record") return above;
  return lay(below?.kind === "record" ? below : undefined, above);
}
