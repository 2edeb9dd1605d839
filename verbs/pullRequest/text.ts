/** Longest a text is shown, in characters. */
export const WIDEST = 160;

/**
 * Any text as a code span. Inside code nothing is a link, a mention, a reference to an issue, an emoji or
 * HTML, so whatever somebody wrote into a name or a value stays what it is: text.
 *
 * Line breaks and characters that nobody sees, or that turn the direction of what follows, are written out.
 */
export function code(text: string, widest = WIDEST): string {
  return fenced(shorten(visible(text.toWellFormed()), widest));
}

/** The same for a cell of a table: cells are split before code is recognised, so bars are escaped. */
export function cell(text: string, widest = WIDEST): string {
  const shown = shorten(visible(text.toWellFormed()), widest);
  // A backslash before the bar would be read by some as the escape of that backslash: then the cell would end here.
  return fenced(shown.replaceAll("\\|", "\\¦").replaceAll("|", "\\|"));
}

function fenced(text: string): string {
  if (text === "") return "`\u00a0`";
  const fence = "`".repeat(longestRun(text) + 1);
  const padding = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

const longestRun = (text: string) => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

function visible(text: string): string {
  return text
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, "⏎")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function shorten(text: string, widest: number): string {
  const characters = [...text];
  return characters.length <= widest ? text : `${characters.slice(0, widest - 1).join("")}…`;
}
