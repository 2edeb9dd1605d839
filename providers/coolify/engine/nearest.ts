/** Edits that turn one word into the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries())
      next.push(Math.min((row[column] ?? 0) + (letter === other ? 0 : 1), (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Known words, the most alike first. */
export const byDistance = (word: string, known: readonly string[]): string[] => ranked(word, known).map(({ name }) => name);

const ranked = (word: string, known: readonly string[]) =>
  known.map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.far - b.far);

/** ` Did you mean …?`, or nothing where no known word is close. */
export function nearest(word: string, known: readonly string[]): string {
  const [best] = ranked(word, known);
  return best && best.far <= Math.max(2, Math.floor(word.length / 3)) ? ` Did you mean "${best.name}"?` : "";
}
