import { randomBytes } from "node:crypto";

/** Letters and digits: they need no quoting in a URL, a shell, YAML or an env file. */
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Bytes from here on are thrown away, or the first signs would come more often than the last. */
const FAIR = 256 - (256 % SIGNS.length);

/** So many letters and digits that nobody can guess. */
export function randomText(length: number): string {
  const text: string[] = [];
  while (text.length < length) for (const byte of randomBytes(2 * length)) if (byte < FAIR) text.push(SIGNS.charAt(byte % SIGNS.length));
  return text.slice(0, length).join("");
}
