import type { Told, Verdict } from "./smallEngine.ts";

/** Foretold and done, by resource. */
export interface Compared {
  /** What up did otherwise, although everything was known. */
  readonly wrong: string[];
  /** What up did less of: an input was not known, and turned out to be what it was. */
  readonly less: string[];
}

const RANK: Readonly<Record<Verdict, number>> = { same: 0, update: 1, replace: 2, create: 3, delete: 4 };

/**
 * What is not known in a preview may turn out to be anything, also what it was: then a preview says more than is done, and no preview
 * could say better. It may never say less, nor anything else where all inputs are known.
 */
export function compared(preview: Pick<Told, "verdicts" | "unknown">, up: Pick<Told, "verdicts">): Compared {
  const names = new Set([...preview.verdicts.keys(), ...up.verdicts.keys()]);
  const [wrong, less]: string[][] = [[], []];
  for (const name of names) {
    const [foretold, done] = [preview.verdicts.get(name) ?? "same", up.verdicts.get(name) ?? "same"];
    if (foretold === done) continue;
    const isLess = preview.unknown.has(name) && foretold !== "create" && RANK[done] < RANK[foretold] && RANK[foretold] <= RANK.replace;
    (isLess ? less : wrong)?.push(`${name}: foretold ${foretold}, done ${done}`);
  }
  return { wrong: wrong ?? [], less: less ?? [] };
}
