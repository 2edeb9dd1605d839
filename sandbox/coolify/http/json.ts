/** What PHP's `json_decode` refuses by default (contract 21.5). */
const MAX_DEPTH = 511;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A parsed body, or that it is none. */
export type Parsed = { readonly valid: true; readonly value: unknown } | { readonly valid: false };

const INVALID: Parsed = { valid: false };

/** Reads JSON as strictly as PHP: valid UTF-8, no byte order mark, no lone surrogate, fewer than 512 levels. */
export function parseJson(bytes: Buffer): Parsed {
  if (bytes.length === 0 || tooDeep(bytes)) return INVALID;
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return /\\ud[89a-f]/i.test(text) && !wellFormed(value) ? INVALID : { valid: true, value };
  } catch {
    return INVALID;
  }
}

function tooDeep(bytes: Buffer): boolean {
  if (bytes.length < MAX_DEPTH) return false;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENING.has(byte)) {
      if (++depth > MAX_DEPTH) return true;
    } else if (CLOSING.has(byte)) depth--;
  }
  return false;
}

function wellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && wellFormed(item));
}
