/** Characters beyond this take two places in a string. */
const LAST_SINGLE = 0xffff;

/**
 * A text without the characters at its end that match, one by one: a pattern such as `x+$` would try anew at every run of them
 * inside, and one long text would keep the process busy for minutes.
 */
export function withoutEnd(text: string, edge: RegExp, from = 0): string {
  let to = text.length;
  while (to > from) {
    const width = (text.codePointAt(to - 2) ?? 0) > LAST_SINGLE ? 2 : 1;
    if (!edge.test(text.slice(to - width, to))) break;
    to -= width;
  }
  return text.slice(from, to);
}

/** The same at both ends. */
export function withoutEnds(text: string, edge: RegExp): string {
  let from = 0;
  while (from < text.length) {
    const width = (text.codePointAt(from) ?? 0) > LAST_SINGLE ? 2 : 1;
    if (!edge.test(text.slice(from, from + width))) break;
    from += width;
  }
  return withoutEnd(text, edge, from);
}
