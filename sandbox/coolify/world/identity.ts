import { randomBytes } from "node:crypto";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 24;
const POOL = 4096;
/** Bytes from here on would make the first letters likelier than the others. */
const FAIR = 252;

let pool = randomBytes(POOL);
let used = 0;

function nextByte(): number {
  if (used === POOL) {
    pool = randomBytes(POOL);
    used = 0;
  }
  return pool[used++] ?? 0;
}

/** Random text over `[a-z0-9]`, as Coolify makes uuids, names and passwords. */
export function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    const byte = nextByte();
    if (byte < FAIR) text += LETTERS[byte % LETTERS.length];
  }
  return text;
}

/** A fresh uuid: 24 characters `[a-z0-9]` (contract 1.8, since 4.2). */
export function newUuid(): string {
  return randomText(LENGTH);
}

let second = 0;
let text = "";

/** The time as Coolify writes it: UTC, whole seconds, six zeros, `2026-08-22T15:22:50.000000Z` (contract 1.8). */
export function timestamp(milliseconds: number): string {
  const now = Math.floor(milliseconds / 1000);
  if (now !== second) {
    second = now;
    text = `${new Date(now * 1000).toISOString().slice(0, 19)}.000000Z`;
  }
  return text;
}

/** A timestamp as columns show it that Coolify does not convert: `2026-08-22 15:22:50`. */
export const sqlTime = (timestamp: string): string => timestamp.slice(0, 19).replace("T", " ");
