import { isSame, type Properties } from "../values.ts";
import type { Markers, Variables } from "./rows.ts";

/** What state remembers of a set besides its variables (its outputs say what each is for). */
export interface Remembered {
  readonly markers?: Markers;
  readonly unsettled?: readonly string[];
  readonly leftover?: readonly string[];
  readonly foreign?: readonly string[];
}

/** A set as it stands in state, or as it is wanted. */
export interface VariableSet extends Remembered {
  readonly variables: Variables;
  readonly exclusive?: boolean;
}

/** A set among the properties of a resource. */
export const setOf = (properties: Properties): VariableSet => ({ variables: {}, ...properties }) as VariableSet;

/** What a creation or an update has to do. */
export interface Plan {
  /** Keys to be written. */
  readonly changed: readonly string[];
  /** Keys that we wrote and that are not wanted any more. */
  readonly removed: readonly string[];
  /** Somebody else's variables are to be looked for. */
  readonly cleans: boolean;
  /** What is there must be looked at before it is written: state does not tell. */
  readonly looks: boolean;
  /** Rows that are there may be the remains of a run that was cut off. */
  readonly adopts: boolean;
}

const own = <Value>(set: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(set, key) ? set[key] : undefined;

/** From state alone: what is to be asked and written. */
export function planOf(olds: VariableSet, news: VariableSet): Plan {
  const unsettled = olds.unsettled ?? [];
  const changed = Object.entries(news.variables)
    .filter(([key, variable]) => unsettled.includes(key) || !isSame(own(olds.variables, key), variable))
    .map(([key]) => key);
  const known = new Set([...Object.keys(olds.variables), ...(olds.leftover ?? [])]);
  const removed = [...known].filter((key) => !Object.hasOwn(news.variables, key));
  const cleans = news.exclusive === true && (olds.exclusive !== true || (olds.foreign?.length ?? 0) > 0);
  const adopts = changed.some((key) => unsettled.includes(key));
  // Its production row is to go.
  const narrows = changed.some((key) => {
    const before = own(olds.variables, key);
    return own(news.variables, key)?.previewOnly && before && !before.previewOnly;
  });
  return { changed, removed, cleans, looks: removed.length > 0 || cleans || adopts || narrows, adopts };
}

export const isNothing = ({ changed, removed, cleans }: Plan): boolean => changed.length === 0 && removed.length === 0 && !cleans;

/** The named ones of a record. */
export const picked = <Value>(record: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));

/** Lists that are empty are left out of state. */
export function rememberedOf({ markers = {}, ...olds }: Remembered): Remembered {
  const lists = { unsettled: olds.unsettled ?? [], leftover: olds.leftover ?? [], foreign: olds.foreign ?? [] };
  return {
    ...(Object.keys(markers).length > 0 && { markers }),
    ...Object.fromEntries(Object.entries(lists).filter(([, keys]) => keys.length > 0)),
  };
}
