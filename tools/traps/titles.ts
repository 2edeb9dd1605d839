import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A test that names a trap. */
export interface Shown {
  readonly trap: string;
  readonly file: string;
  readonly title: string;
}

const LITERAL = /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g;
const NUMBER = "[TGR]\\d{1,2}";
/** `T13: …`, `T1, T6, T8 to T11: …`, `[T13]` and `(trap T2)`, not an hour in a timestamp. */
const NAMED = new RegExp(
  `(?<![\\w-])(${NUMBER}(?:(?:, | to | and )${NUMBER})*)(?=:(?!\\d))|[[(](?:trap )?(${NUMBER}(?:(?:, | to | and )${NUMBER})*)[\\])]`,
  "g",
);

/** `T8 to T11` means all four. */
function expanded(list: string): string[] {
  return list.split(/, | and /).flatMap((part) => {
    const [from = "", to = from] = part.split(" to ");
    const [first, last] = [from, to].map((number) => Number(number.slice(1)));
    return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, index) => `${from[0]}${(first ?? 0) + index}`);
  });
}

/** `16.4.12` is the twelfth row of the section: `G12`. */
const BY_SECTION = /(?<![\d.])16\.([45])\.(\d{1,2})(?=:)/g;
const bySection = (title: string) => [...title.matchAll(BY_SECTION)].map(([, section, row]) => `${section === "4" ? "G" : "R"}${row}`);

const byNumber = (title: string) => [...title.matchAll(NAMED)].flatMap((match) => expanded(match[1] ?? match[2] ?? ""));

/** The traps that a title names. */
export const trapsIn = (title: string): string[] => [...bySection(title), ...byNumber(title)];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && (entry.name.endsWith(".test.ts") || entry.parentPath.endsWith("kinds")) && entry.name.endsWith(".ts"),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Titles of tests that name a trap. Tests of the offline Coolify show that it has the trap, not that we avoid it. */
export function shown(root: string): Shown[] {
  const folder = path.join(root, "test");
  return filesBelow(folder).flatMap((file) => {
    const name = path.relative(root, file);
    if (name.startsWith(path.join("test", "sandbox")) || name.includes(path.join("test", "tools"))) return [];
    const titles = [...readFileSync(file, "utf8").matchAll(LITERAL)].map((match) => match[2] ?? "");
    return titles.flatMap((title) => trapsIn(title).map((trap) => ({ trap, file: name, title })));
  });
}
