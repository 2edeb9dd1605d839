import type { Bag } from "./normalise.ts";

/** Raised for bytes that are no UTF-8: Coolify answers 500 to them (contract 21.5). */
export class BadEncoding extends Error {}

/** Nested brackets deeper than this are dropped, as PHP's `max_input_nesting_level` does. */
const MAX_DEPTH = 64;
const MAX_PAIRS = 1000;

/**
 * Reads `a=1&b[]=2&c[d]=3` as PHP does: brackets nest, dots and spaces in names become `_`, the last of equal names wins.
 * @throws BadEncoding
 */
export function parseQuery(text: string): Bag {
  const bag: Bag = Object.create(null);
  if (text === "") return bag;
  for (const pair of text.split("&").slice(0, MAX_PAIRS)) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : decode(pair.slice(at + 1));
    put(bag, keysOf(name), value);
  }
  return bag;
}

/** Percent signs that start no escape stay as they are. @throws BadEncoding */
export function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return decodePath(spaced);
}

/** As `decode`, but a plus is a plus. @throws BadEncoding */
export function decodePath(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
  } catch {
    throw new BadEncoding();
  }
}

function keysOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0 || !name.includes("]", open)) return [plain(name)];
  const keys = [...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "");
  return [plain(name.slice(0, open)), ...keys.slice(0, MAX_DEPTH)];
}

const plain = (name: string): string => name.trimStart().replace(/[. [\]]/g, "_");

function put(bag: Bag, keys: string[], value: string): void {
  let at = bag;
  for (const key of keys.slice(0, -1)) {
    const name = key === "" ? String(Object.keys(at).length) : key;
    const next = at[name];
    if (next === null || typeof next !== "object") at[name] = Object.create(null);
    at = at[name] as Bag;
  }
  const last = keys.at(-1) ?? "";
  at[last === "" ? String(Object.keys(at).length) : last] = value;
}

/** Records whose keys are 0, 1, 2 … are lists, as in PHP. */
export function withLists(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([key], index) => key === String(index))) return entries.map(([, item]) => withLists(item));
  return Object.fromEntries(entries.map(([key, item]) => [key, withLists(item)]));
}
