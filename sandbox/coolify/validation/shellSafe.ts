/** What a name or path that reaches a shell may not contain, and what it is called (validateShellSafePath). */
const DANGEROUS: readonly (readonly [character: string, what: string])[] = [
  ["`", "backtick (command substitution)"],
  ["$(", "command substitution"],
  ["${", "variable substitution with potential command injection"],
  ["|", "pipe operator"],
  ["&", "background/AND operator"],
  [";", "command separator"],
  ["\n", "newline (command separator)"],
  ["\r", "carriage return"],
  ["\t", "tab (token separator)"],
  [">", "output redirection"],
  ["<", "input redirection"],
];

/** Why a text is refused; undefined for a safe one. The first of these that it contains is named. */
export function shellDanger(text: string, what: string): string | undefined {
  const found = DANGEROUS.find(([character]) => text.includes(character));
  if (!found) return undefined;
  const [character, name] = found;
  return `Invalid ${what}: contains forbidden character '${character}' (${name}). Shell metacharacters are not allowed for security reasons.`;
}
