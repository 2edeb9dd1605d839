/** What a path may not contain, in the order in which it is looked for, and what Coolify calls it. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  "`": "backtick (command substitution)",
  "$(": "command substitution",
  "${": "variable substitution with potential command injection",
  "|": "pipe operator",
  "&": "background/AND operator",
  ";": "command separator",
  "\n": "newline (command separator)",
  "\r": "carriage return",
  "\t": "tab (token separator)",
  ">": "output redirection",
  "<": "input redirection",
};

/** A check of a path: a text that begins "Invalid {what}: …" when it fails. */
type Check = (path: string) => string | undefined;

const shellSafe: Check = (path) => {
  const found = Object.keys(FORBIDDEN).find((text) => path.includes(text));
  if (found === undefined) return undefined;
  return `contains forbidden character '${found}' (${FORBIDDEN[found]}). Shell metacharacters are not allowed for security reasons.`;
};
const noNull =
  (more: string): Check =>
  (path) =>
    path.includes("\0") ? `contains null byte.${more}` : undefined;
const noBackslash: Check = (path) => (path.includes("\\") ? "backslash directory separators are not allowed." : undefined);
const absolute: Check = (path) => (path.startsWith("/") ? undefined : "must be an absolute path.");
const aFile: Check = (path) => (path.endsWith("/") ? "must point to a file, not a directory." : undefined);
const noDots: Check = (path) =>
  path.split("/").some((segment) => segment === "." || segment === "..")
    ? "relative path segments ('.' or '..') are not allowed."
    : undefined;

/** By the function of Coolify that does them (bootstrap/helpers/shared.php). */
const CHECKS = {
  shell: [shellSafe],
  mount: [shellSafe, noNull(" Null bytes are not allowed in file mount paths for security reasons."), noBackslash, noDots],
  hostFile: [shellSafe, noNull(""), noBackslash, absolute, aFile, noDots],
} satisfies Record<string, readonly Check[]>;

/** What is wrong with a path, as a sentence. */
export function pathFault(kind: keyof typeof CHECKS, path: string, what: string): string | undefined {
  for (const check of CHECKS[kind]) {
    const fault = check(path);
    if (fault !== undefined) return `Invalid ${what}: ${fault}`;
  }
  return undefined;
}

/** With exactly one slash in front. */
export const rooted = (path: unknown): string => `/${String(path).replace(/^\/+/, "")}`;

/** As `rooted`, and no two slashes in a row. */
export const plainPath = (path: unknown): string => rooted(path).replace(/\/+/g, "/");

/** Without empty segments and a slash at the end. */
export const normalPath = (path: unknown): string => `/${String(path).split("/").filter(Boolean).join("/")}`;
