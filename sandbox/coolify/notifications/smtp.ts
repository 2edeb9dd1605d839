import type { Bag } from "../http/normalise.ts";
import type { FieldRules, OwnRule } from "../validation/validate.ts";

const INVALID = "contains invalid characters. Only letters (a-z, A-Z), numbers (0-9), hyphens (-), and dots (.) are allowed.";

/** A host name (ValidHostname): the first thing that is wrong with it. */
const hostName: OwnRule = (value, attribute) => {
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

/** How mail is sent: the same fields for the installation and for a team (contract 15). */
export const SMTP_RULES: Readonly<Record<string, FieldRules>> = {
  smtp_enabled: "sometimes|boolean",
  smtp_from_address: "sometimes|nullable|email",
  smtp_from_name: "sometimes|nullable|string|max:255",
  smtp_host: "sometimes|nullable|string|max:255",
  smtp_port: "sometimes|nullable|integer|min:1|max:65535",
  smtp_encryption: "sometimes|nullable|string|in:starttls,tls,none",
  smtp_username: "sometimes|nullable|string|max:255",
  smtp_password: "sometimes|nullable|string|max:255",
  smtp_timeout: "sometimes|nullable|integer|min:0",
  smtp_ehlo_domain: ["sometimes", "nullable", "string", "max:255", hostName],
  resend_enabled: "sometimes|boolean",
  resend_api_key: "sometimes|nullable|string|max:255",
};

/** Values as the columns hold them: switches as booleans, numbers as numbers. */
export function storedValues(input: Bag, rules: Readonly<Record<string, FieldRules>>): Bag {
  return Object.fromEntries(
    Object.entries(input).flatMap(([field, value]) => {
      const rule = String(rules[field] ?? "");
      if (rule === "") return [];
      if (rule.includes("|boolean")) return [[field, value === true || value === 1 || value === "1"]];
      return [[field, rule.includes("|integer") && value !== null ? Number(value) : value]];
    }),
  );
}
