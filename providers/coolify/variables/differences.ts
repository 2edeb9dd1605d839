import type { Wire } from "../kind.ts";
import { isSame } from "../values.ts";
import { isHidden, type Markers, slotOf, slotOfRow, type Variables, variableOf, type WantedRow } from "./rows.ts";

export interface Differences {
  /** To be written, production rows first. */
  due: WantedRow[];
  /** Uuids of rows that stand there twice, to be deleted before anything is written: Coolify writes only one of them (contract 5.4). */
  surplus: string[];
}

const bySlot = (rows: readonly Wire[]): ReadonlyMap<string, Wire[]> => Map.groupBy(rows, slotOfRow);

/** What cannot be read counts as other, unless it has not changed since the moment that we know: writing what is there changes nothing. */
const differs = (row: Wire, { key, isPreview, variable }: WantedRow, markers: Markers) =>
  (isHidden(row) && markers[slotOf(key, isPreview)] !== row.updated_at) || !isSame(variableOf(row, variable), variable);

/**
 * What makes the rows equal to the wanted ones. Rows that are not named are left alone.
 * @param markers of rows that we know to be as wanted
 */
export function differences(wanted: readonly WantedRow[], rows: readonly Wire[], markers: Markers = {}): Differences {
  const live = bySlot(rows);
  const due = wanted.filter((one) => {
    const [row] = live.get(slotOf(one.key, one.isPreview)) ?? [];
    return !row || differs(row, one, markers);
  });
  const keys = new Set(wanted.map(({ key }) => key));
  const surplus = [...live.values()].flatMap((same) => same.slice(1)).filter((row) => keys.has(String(row.key)));
  return { due, surplus: surplus.map((row) => String(row.uuid)) };
}

/**
 * Twins that Coolify did not make because it was cut off in between. They never come by themselves (contract 21.4), so they are named
 * after their production rows.
 */
export function missingTwins(wanted: readonly WantedRow[], rows: readonly Wire[]): WantedRow[] {
  const live = bySlot(rows);
  const own = new Set(wanted.filter(({ isPreview }) => isPreview).map(({ key }) => key));
  return wanted
    .filter(({ key, isPreview }) => !isPreview && !own.has(key) && live.has(key) && !live.has(slotOf(key, true)))
    .map((one) => ({ ...one, isPreview: true }));
}

/** Uuids of production rows of variables that are there for previews alone: the whole key is the set's, as with any other. */
export function uuidsOfProduction(rows: readonly Wire[], variables: Variables, keys: readonly string[]): string[] {
  const only = keys.filter((key) => variables[key]?.previewOnly);
  return rows.filter((row) => row.is_preview !== true && only.includes(String(row.key))).map((row) => String(row.uuid));
}

/** Uuids of the rows of these keys, preview rows too: one that is left alone would come back with its old value (contract 5.4). */
export const uuidsOf = (rows: readonly Wire[], keys: readonly string[]): string[] =>
  rows.filter((row) => keys.includes(String(row.key))).map((row) => String(row.uuid));
