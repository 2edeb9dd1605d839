/** A name or description as Coolify stores it: without tags, "" for null (contract 3, "HTML" and "Null description"). */
export function safeText(value: unknown): string {
  if (typeof value !== "string") return "";
  return (value.includes("<") ? stripTags(value) : value).trim();
}

/** Things that begin with these end with those; every other tag ends with its `>`. */
const SPECIAL: readonly (readonly [begin: string, end: string])[] = [
  ["<!--", "-->"],
  ["<!", ">"],
  ["<?", "?>"],
];

/** PHP's `strip_tags`: what is no space after `<` makes it a tag, and a tag that does not end takes all the rest along. */
function stripTags(text: string): string {
  let kept = "";
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("<", at);
    if (open < 0) return kept + text.slice(at);
    const isText = /\s/.test(text[open + 1] ?? "");
    kept += text.slice(at, isText ? open + 1 : open);
    at = isText ? open + 1 : endOfTag(text, open);
  }
  return kept;
}

/** Where the text goes on after the tag that begins here. */
function endOfTag(text: string, open: number): number {
  const special = SPECIAL.find(([begin]) => text.startsWith(begin, open));
  if (special) {
    const end = text.indexOf(special[1], open + special[0].length);
    return end < 0 ? text.length : end + special[1].length;
  }
  let depth = 0;
  let quote = "";
  for (let at = open + 1; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "<" && !/\s/.test(text[at + 1] ?? "")) depth++;
    else if (letter === ">" && depth-- === 0) return at + 1;
  }
  return text.length;
}
