import { readFileSync, writeFileSync } from "node:fs";

/** Replaces a text in a file; fails where it is not there. */
export function replaceInFile(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} holds no ${from}`);
  writeFileSync(file, after);
}
