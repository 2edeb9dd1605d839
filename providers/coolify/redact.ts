const HIDDEN = "[secret]";

/** Values that no message may carry. Short ones would blank out ordinary words, so they are not kept. */
const known = new Set<string>();
const SHORTEST = 6;

/** Coolify's tokens (`7|…`), whatever follows `Bearer`, and private keys. */
const TOKENS = [
  /\b\d+\|[A-Za-z0-9]{20,}/g,
  /\bBearer\s+[^\s"']+/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** Names whose values are secret, whatever they are part of: `POSTGRES_PASSWORD`, `client_secret`, `smtpPassword`. */
const NAMES = "[\\w.-]{0,64}(?:passw(?:or)?d|secret|token|private_?key|api_?key|access_?key|credential|webhook_?url)[\\w.-]{0,64}";
/** In JSON, in an assignment, and in the middle of an address. What is kept stands before the value. */
const NAMED = [
  new RegExp(`("${NAMES}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)+`, "gi"),
  new RegExp(`(\\b${NAMES}=["']?)[^\\s"'&;,]+`, "gi"),
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/@]+(?=@)/gi,
];

/** From now on this value is left out of everything that passes `redact`. */
export function hide(...values: readonly string[]): void {
  for (const value of values) if (value.length >= SHORTEST) known.add(value);
}

/** The text without tokens, hidden values, and what stands under the name of a secret. */
export function redact(text: string): string {
  const withoutTokens = TOKENS.reduce((rest, pattern) => rest.replace(pattern, HIDDEN), text);
  const withoutNamed = NAMED.reduce((rest, pattern) => rest.replace(pattern, `$1${HIDDEN}`), withoutTokens);
  return withoutValues(withoutNamed, known);
}

/** Longest first, so that a value inside another does not leave half of it. */
export function withoutValues(text: string, values: Iterable<string>): string {
  const sorted = [...values].filter((value) => value.length >= SHORTEST && text.includes(value)).sort((a, b) => b.length - a.length);
  return sorted.reduce((rest, value) => rest.replaceAll(value, HIDDEN), text);
}
