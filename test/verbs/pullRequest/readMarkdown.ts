/** The rules of GitHub's Markdown that matter here, read from its specification (6.1 code spans, 4.10 tables), as a reader apart from the writer. */

/** The line without its code spans, fences included. A fence that is never closed is plain text, as everywhere. */
export function outsideCode(line: string): string {
  let rest = "";
  let at = 0;
  while (at < line.length) {
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (run) {
      const end = closing(line, at + run.length, run.length);
      if (end !== undefined) {
        at = end;
        continue;
      }
      rest += run;
      at += run.length;
    } else if (line[at] === "\\" && at + 1 < line.length) {
      rest += line.slice(at, at + 2);
      at += 2;
    } else rest += line[at++];
  }
  return rest;
}

/** Behind the next run of exactly so many backticks. */
function closing(line: string, from: number, length: number): number | undefined {
  for (const match of line.slice(from).matchAll(/`+/g)) if (match[0].length === length) return from + match.index + length;
  return undefined;
}

/** The cells of a row: bars separate them, also inside code, unless a backslash stands before them. Read both ways where two precede. */
export function cellsOf(row: string): string[] {
  const cautious = row.trim().split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/);
  const lax = row.trim().split(/(?<!\\)\|/);
  if (cautious.length !== lax.length) throw new Error(`read differently by different readers: ${row}`);
  return lax.slice(1, -1);
}
