import { createHmac, randomBytes, randomInt } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SYMBOLS = "~!#$%^&*()-_.,<>?/\\{}[]|:;";

const text = (length: number, alphabet = LETTERS + DIGITS): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
const bytes = (count: number, encoding: "base64" | "hex"): string => randomBytes(count).toString(encoding);

/** What a new magic variable is, by the word between `SERVICE_` and its name. Every other word gives null (contract 13.3). */
const VALUES: Record<string, () => string> = {
  PASSWORD: () => text(32),
  PASSWORD_64: () => text(64),
  PASSWORDWITHSYMBOLS: () => text(32, LETTERS + DIGITS + SYMBOLS),
  PASSWORDWITHSYMBOLS_64: () => text(64, LETTERS + DIGITS + SYMBOLS),
  BASE64: () => text(32),
  BASE64_32: () => text(32),
  BASE64_64: () => text(64),
  BASE64_128: () => text(128),
  REALBASE64: () => bytes(32, "base64"),
  REALBASE64_32: () => bytes(32, "base64"),
  REALBASE64_64: () => bytes(64, "base64"),
  REALBASE64_128: () => bytes(128, "base64"),
  HEX_32: () => bytes(16, "hex"),
  HEX_64: () => bytes(32, "hex"),
  HEX_128: () => bytes(64, "hex"),
  USER: () => text(16),
  LOWERCASEUSER: () => text(16).toLowerCase(),
};

/** Roles of the two keys that are signed with another magic password. */
const SIGNED: Record<string, string> = { SUPABASEANON: "anon", SUPABASESERVICE: "service_role" };
/** The variable that signs them. */
export const SIGNING_KEY = "SERVICE_PASSWORD_JWT";

/** `SERVICE_PASSWORD_64_DB` -> `PASSWORD_64`, `SERVICE_FQDN_WEB_3000` -> `FQDN`; "" for other forms. */
export function magicCommand(name: string): string {
  const underscores = name.split("_").length - 1;
  if (underscores !== 2 && underscores !== 3) return "";
  const rest = name.slice("SERVICE_".length);
  if (underscores === 3 && /^(FQDN|URL)/.test(rest)) return rest.slice(0, rest.indexOf("_"));
  return rest.slice(0, rest.lastIndexOf("_"));
}

/** A fresh value for a magic variable, null for unknown kinds. `signingKey` is the value of SIGNING_KEY, if there is one. */
export function magicValue(command: string, signingKey: string | null): string | null {
  const role = SIGNED[command];
  if (role !== undefined) return signingKey === null ? null : signedToken(role, signingKey);
  return VALUES[command]?.() ?? null;
}

function signedToken(role: string, key: string): string {
  const now = Math.floor(Date.now() / 60_000) * 60;
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: "supabase", iat: now, exp: now + 100 * 365 * 86_400, role };
  const body = `${part({ typ: "JWT", alg: "HS256" })}.${part(claims)}`;
  return `${body}.${createHmac("sha256", key).update(body).digest("base64url")}`;
}
