const HIDDEN = "[secret]";

/** Values that no message may carry. Short ones would blank out ordinary words, so they are not kept. */
const known = new Set<string>();
const SHORTEST = 6;

/** Coolify's tokens (`7|…`) and whatever follows `Bearer`. */
const TOKENS = [/\b\d+\|[A-Za-z0-9]{20,}/g, /\bBearer\s+[^\s"']+/gi];

/** From now on this value is left out of everything that passes `redact`. */
export function hide(...values: readonly string[]): void {
  for (const value of values) if (value.length >= SHORTEST) known.add(value);
}

/** The text without tokens and hidden values. */
export function redact(text: string): string {
  const withoutTokens = TOKENS.reduce((rest, pattern) => rest.replace(pattern, HIDDEN), text);
  return withoutValues(withoutTokens, known);
}

/** Longest first, so that a value inside another does not leave half of it. */
export function withoutValues(text: string, values: Iterable<string>): string {
  const sorted = [...values].filter((value) => value.length >= SHORTEST && text.includes(value)).sort((a, b) => b.length - a.length);
  return sorted.reduce((rest, value) => rest.replaceAll(value, HIDDEN), text);
}
