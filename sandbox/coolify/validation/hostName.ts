import type { OwnRule } from "./validate.ts";

const INVALID = "contains invalid characters. Only letters (a-z, A-Z), numbers (0-9), hyphens (-), and dots (.) are allowed.";

/** A host name (ValidHostname): the first thing that is wrong with it. */
export const hostName: OwnRule = (value, attribute) => {
  const name = String(value).toLowerCase();
  const fault = hostNameFault(name);
  return fault === undefined ? undefined : `The ${attribute.replaceAll("_", " ")} ${fault}`;
};

function hostNameFault(name: string): string | undefined {
  if (name.length > 253) return "must not exceed 253 characters.";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\x00-\x1f\x7f;|&$`(){}<>"'\\!*?[\]~^:#@%=+, ]/.test(name)) return INVALID;
  if (name.startsWith(".") || name.endsWith(".")) return "cannot start or end with a dot.";
  if (name.includes("..")) return "cannot contain consecutive dots.";
  for (const label of name.split(".")) {
    if (label.length > 63) return "contains an invalid label. Each segment must be 1-63 characters.";
    if (label.startsWith("-") || label.endsWith("-")) return "contains an invalid label. Labels cannot start or end with a hyphen.";
    if (!/^[a-z0-9-]+$/.test(label)) return INVALID;
  }
  return undefined;
}
