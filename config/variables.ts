import { z } from "zod";
import type { Fault } from "./fault.ts";
import { text } from "./field.ts";
import type { Located, LocatedEntry } from "./located.ts";
import type { ResolvedValue } from "./resolved.ts";

/** Contract 5.1: what Coolify takes as the key of a variable. */
export const VariableKey = text(
  { title: "a name of a variable: letters, digits, _ and ., no digit first", description: "Name of an environment variable." },
  /^[A-Za-z_][A-Za-z0-9_.]{0,254}$/,
);

export const SecretName = text(
  {
    title: "a name of a secret: lower case letters, digits and _, such as stripe_key",
    description:
      "Name under which the secret is kept: PF_SECRET_<NAME> in the environment, or a secret of the stack's Pulumi configuration.",
  },
  /^[a-z][a-z0-9_]{0,62}$/,
);

/** The forms in which a variable may be written. */
export const VariableValue = z
  .union([z.string(), z.boolean(), z.strictObject({ secret: SecretName }), z.strictObject({ public: z.string() })])
  .meta({
    title: "a text, { secret: name } or { public: text }",
    description:
      "Value of an environment variable. `{ secret: name }` names a secret; `{ public: text }` says that what looks like a secret is none.",
  });

export const FeatureName = text(
  { title: "a feature in lower case such as emergency_mode", description: "Feature of the application." },
  /^[a-z][a-z0-9_]{0,62}$/,
);

export const FeatureValue = z.union([z.boolean(), z.string()]).meta({
  title: "true, false or a text",
  description: "Switches a feature. Reaches the application as the variable FEATURE_<NAME>.",
});

type WrittenVariable = z.infer<typeof VariableValue>;

/** What the application will read. Coolify trims values (contract 5.1): done here, so that both sides hold the same text. */
export function resolveVariable(written: WrittenVariable): ResolvedValue {
  if (typeof written === "object" && "secret" in written) return { secret: written.secret };
  return { value: String(typeof written === "object" ? written.public : written).trim() };
}

const SECRET_KEY = /(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIALS?|PRIVATE|(^|_)(KEY|PWD|DSN|PAT))(_[0-9]+)?$|^(SECRET|PASSWORD)_/i;

/** Built into pages that every visitor reads, so nothing in them is secret. */
const PUBLIC_KEY = /^(NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|VITE)_|(PUBLIC|PUBLISHABLE|ANON)_KEY$/i;

/** `postgres://user:password@host`. */
const PASSWORD_IN_ADDRESS = /:\/\/[^/\s:@]*:[^/\s@]+@/;

/** Secrets that stand in a file as plain text. The faults never repeat what they found. */
export function plainSecrets(located: Located): Fault[] {
  return variablesIn(located, []).flatMap(({ key, entry, path }) => {
    if (entry.value.kind !== "scalar" || typeof entry.value.value !== "string" || entry.value.value === "") return [];
    const address = PASSWORD_IN_ADDRESS.test(entry.value.value);
    if (!address && (PUBLIC_KEY.test(key) || !SECRET_KEY.test(key))) return [];
    const cause = address ? "holds an address with a password in it" : "looks like a secret in plain text";
    const cure = `write { secret: ${secretNameFor(key)} }${address ? "" : ", or { public: … } if everybody may read it"}`;
    return [{ ...entry.value.at, path: path.join("."), reason: `${cause}; ${cure}` }];
  });
}

function variablesIn(located: Located, path: string[]): { key: string; entry: LocatedEntry; path: string[] }[] {
  if (located.kind !== "record") return [];
  return [...located.entries].flatMap(([key, entry]) => {
    const here = [...path, key];
    if (path.at(-1) === "variables") return [{ key, entry, path: here }];
    return variablesIn(entry.value, here);
  });
}

function secretNameFor(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9_]/g, "_");
}
