import { z } from "zod";

/** What Coolify trims from every text beside white space: invisible characters of Unicode (contract 1.4). */
const INVISIBLE =
  "\\s\\0\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u2000-\\u200F\\u202F\\u205F\\u2060-\\u2065\\u206A-\\u206F\\u3000\\u2800\\u3164\\uFEFF\\uFFA0\\u{1D159}\\u{1D173}-\\u{1D17A}\\u{E0020}";
const IS_INVISIBLE = new RegExp(`^[${INVISIBLE}]$`, "u");

const PAIR = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/;

/** The first letter, the last one; of two signs where they are one letter together. */
const first = (text: string, start: number): string => text.slice(start, start + (PAIR.test(text.slice(start, start + 2)) ? 2 : 1));
const last = (text: string, end: number): string => text.slice(end - (PAIR.test(text.slice(end - 2, end)) ? 2 : 1), end);

/** As Coolify keeps a text (trap T11). Walks from both ends: a pattern would go through every space of a large text again and again. */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && IS_INVISIBLE.test(first(text, start))) start += first(text, start).length;
  while (end > start && IS_INVISIBLE.test(last(text, end))) end -= last(text, end).length;
  return text.slice(start, end);
}

/** Coolify's columns hold so many characters; a longer text passes its checks and ends in a 500 (contract 4.2). */
const COLUMN = 255;

/** A text in the form in which it is read back. */
export const text = (most = COLUMN) =>
  z.string().overwrite(trimmed).max(most, `must have at most ${most} characters: Coolify keeps no more`);

/** A text that must not be empty: Coolify makes null of it (contract 1.4). */
export const filledText = (most = COLUMN) => text(most).min(1, "must not be empty");

/** Text of any length, of several lines. */
export const longText = () => z.string().overwrite(trimmed).min(1, "must not be empty");

/** Shown to people: anything but line breaks, and `<`, from which on Coolify cuts HTML out (contract 4.6). */
export const shownName = (most = COLUMN) => filledText(most).regex(/^[^<\p{C}]*$/u, "must not contain < or control characters");

/** Address of a server in the internet, as Coolify calls it. A slash at the end says nothing. */
export const webAddress = () =>
  filledText()
    .overwrite((address) => address.replace(/\/+$/, ""))
    .regex(/^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[^\s?#<>]*)?$/i, "must be a full address such as https://example.com");

/** Words of at most 63 letters, digits and dashes with dots between them. */
const HOST = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;
export const isHostName = (name: string): boolean => HOST.test(name);
