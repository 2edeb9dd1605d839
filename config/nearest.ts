/**
 * The candidate that somebody probably meant, or undefined if none is close.
 * Case, `_` and `-` do not count (`buildPack` is near `build_pack`); a letter too many, too few, wrong or swapped costs one.
 * Allowed are two of those, one in words of up to five letters.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  const wanted = bare(written);
  let best: { candidate: string; cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = distance(wanted, bare(candidate));
    if (cost <= (wanted.length <= 5 ? 1 : 2) && (best === undefined || cost < best.cost)) best = { candidate, cost };
  }
  return best?.candidate;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

/** Edits between two words, a swap of neighbours counted as one (optimal string alignment). */
function distance(a: string, b: string): number {
  // Far apart in length is far apart: spares the table for long texts.
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const edits = [at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1)];
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) edits.push(at(beforeLast, column - 2) + 1);
      current.push(Math.min(...edits));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
