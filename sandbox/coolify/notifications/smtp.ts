import type { Bag } from "../http/normalise.ts";
import { hostName } from "../validation/hostName.ts";
import type { FieldRules } from "../validation/validate.ts";

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
