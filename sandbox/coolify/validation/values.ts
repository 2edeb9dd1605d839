/** How PHP and Laravel look at values; the rules are built from these. */

export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

/** A list or a record: both are arrays in PHP. */
export const isArray = (value: unknown): value is unknown[] | Record<string, unknown> => typeof value === "object" && value !== null;

export const isNumeric = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(value));

/** `filter_var($value, FILTER_VALIDATE_INT)`. */
export function isInteger(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER * 1024;
  if (value === true) return true;
  return typeof value === "string" && /^\s*[+-]?(0|[1-9]\d*)\s*$/.test(value) && Math.abs(Number(value)) < 2 ** 63;
}

export const isBoolean = (value: unknown): boolean =>
  value === true || value === false || value === 0 || value === 1 || value === "0" || value === "1";

/** `(string) $value` for what is no array. */
export function asText(value: unknown): string {
  if (value === true) return "1";
  if (value === false || value === null || value === undefined) return "";
  return String(value);
}

/** Characters of a text, items of an array. */
export function sizeOf(value: unknown, numeric: boolean): number {
  if (numeric && isNumeric(value)) return Number(value);
  if (isArray(value)) return Object.keys(value).length;
  const text = asText(value);
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** `$request->boolean()`: 1, true, on and yes are true, all else is false. */
export const isTruthy = (value: unknown): boolean =>
  [true, 1, "1", "true", "on", "yes"].includes(typeof value === "string" ? value.toLowerCase() : (value as never));
