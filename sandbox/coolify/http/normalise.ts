import { withoutEnds } from "./edges.ts";

/** A record of request values. */
export type Bag = Record<string, unknown>;

/** What Laravel's `Str::trim` takes away beside white space: invisible characters of Unicode (contract 1.4). */
const INVISIBLE =
  "\\s\\0\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u2000-\\u200F\\u202F\\u205F\\u2060-\\u2065\\u206A-\\u206F\\u3000\\u2800\\u3164\\uFEFF\\uFFA0\\u{1D159}\\u{1D173}-\\u{1D17A}\\u{E0020}";
const IS_INVISIBLE = new RegExp(`^[${INVISIBLE}]$`, "u");
/** Printable ASCII at both ends: nothing to trim, by far the most frequent case. */
const CLEAN = /^[!-~](?:.*[!-~])?$/s;

/** Keys whose text is left alone, at the top level only (TrimStrings). */
const UNTRIMMED = new Set(["current_password", "password", "password_confirmation"]);

export const trimmed = (text: string): string => (CLEAN.test(text) ? text : withoutEnds(text, IS_INVISIBLE));

/** Trims every text and turns "" into null, in nested values too: what happens before any controller (contract 1.4). */
export function normalised(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, clean(value, UNTRIMMED.has(key))]));
}

function clean(value: unknown, untrimmed: boolean): unknown {
  if (typeof value === "string") {
    const text = untrimmed ? value : trimmed(value);
    return text === "" ? null : text;
  }
  if (Array.isArray(value)) return value.map((item) => clean(item, false));
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, clean(item, false)]);
    return isList(entries) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
  }
  return value;
}

/** PHP knows arrays alone: `{}` and `{"0": …, "1": …}` are lists to it. */
const isList = (entries: readonly [string, unknown][]): boolean => entries.every(([key], index) => key === String(index));
