import { type Trap, traps } from "./contract.ts";
import { impossible } from "./impossible.ts";
import { type Shown, shown } from "./titles.ts";

/** A trap and what keeps us out of it. */
export interface Line extends Trap {
  readonly why: string | undefined;
  readonly tests: readonly Shown[];
}

/** @param root the project's folder */
export function linesOf(root: string): Line[] {
  const all = shown(root);
  return traps(root).map((trap) => ({ ...trap, why: impossible[trap.number], tests: all.filter((one) => one.trap === trap.number) }));
}

const short = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const WORDS = 90;

/** The table as `npm run traps` prints it: a trap, below it what keeps us out of it. */
export const tableOf = (lines: readonly Line[]): string =>
  lines
    .flatMap(({ number, words, why, tests }) => [
      `${number.padEnd(4)} ${short(words, WORDS)}`,
      ...(why ? [`       impossible: ${why}`] : []),
      ...tests.map(({ file, title }) => `       ${file}: ${short(title, WORDS)}`),
      ...(why || tests.length > 0 ? [] : ["       NOTHING keeps us out of it"]),
    ])
    .join("\n");
