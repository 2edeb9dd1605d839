import { isRecord } from "../../providers/coolify/values.ts";

/** Stands in a kept state for what is another one in every Coolify: ids, keys, addresses, moments. */
export const NOW = "<now>";

/** What two states have in common; the rest is marked. */
export function shared(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((item, place) => shared(item, other[place]));
  if (isRecord(one) && isRecord(other)) return Object.fromEntries(Object.keys(one).map((key) => [key, shared(one[key], other[key])]));
  return one === other ? one : NOW;
}

/** A kept state with what today's has in the marked places. */
export function brought(kept: unknown, today: unknown): unknown {
  if (kept === NOW) return today;
  if (Array.isArray(kept)) return kept.map((item, place) => brought(item, Array.isArray(today) ? today[place] : undefined));
  if (!isRecord(kept)) return kept;
  return Object.fromEntries(Object.entries(kept).map(([key, item]) => [key, brought(item, isRecord(today) ? today[key] : undefined)]));
}
