/** A text as one word of a POSIX shell, whatever it contains: blanks, quotes, newlines, `$(…)`. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
