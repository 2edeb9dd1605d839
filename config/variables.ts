import { z } from "zod";
import type { Fault } from "./fault.ts";
import { field, longText, open, text, yesNo } from "./field.ts";
import type { Located, LocatedEntry } from "./located.ts";
import type { ResolvedValue } from "./resolved.ts";
import { MARK } from "./template.ts";
import { parseCount } from "./units.ts";

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

const Length = field(
  {
    title: "a whole number from 8 to 128",
    description: "Letters and digits of a value that is generated; counts when it is made. Default: 32. Say it at one place of the stack.",
  },
  (written) => parseCount(written, 8, 128),
);

const Version = field(
  {
    title: "a whole number from 1 to 1000000",
    description: "Another number makes another value, and whatever reads it gets that. Default: 1. Say it at one place of the stack.",
  },
  (written) => parseCount(written, 1, 1_000_000),
);

const secret = z.strictObject({ secret: SecretName });
const generated = z.strictObject({ generated: SecretName, length: Length.optional(), version: Version.optional() });
const database = z.strictObject({
  database: z.string().meta({ description: "Key of a database of this tier or the one below." }),
  external: z.boolean().optional().meta({ description: "Whether its address is the one through its public port. Default: false." }),
});
const readable = z.string().meta({ description: "A text that everybody may read, though its name looks like that of a secret." });

const Comment = text({ title: "a note of at most 256 characters", description: "A note for people." }, /^[^\0]{1,256}$/);

const beside = z.string().meta({ description: "A text with something to say beside it." });

/** How Coolify treats a variable, where that is not as it treats such a value by itself. */
const flags = {
  literal: yesNo("Whether `$NAME` inside stays as it is.").optional(),
  multiline: yesNo("Whether its line breaks are kept.").optional(),
  buildtime: yesNo("Whether it is there while the image is built.").optional(),
  runtime: yesNo("Whether it is there while it runs.").optional(),
  comment: Comment.optional(),
};

/** The forms in which a variable may be written. */
export const VariableValue = open(
  z
    .union([
      z.string(),
      z.boolean(),
      z.strictObject({ ...secret.shape, ...flags }),
      z.strictObject({ ...generated.shape, ...flags }),
      z.strictObject({ ...database.shape, ...flags }),
      z.strictObject({ public: readable, ...flags }),
      z.strictObject({ value: beside, ...flags }),
    ])
    .meta({
      title: "a text, { secret: name } or { public: text }",
      description:
        "Value of an environment variable. `{ secret: name }` names a secret; `{ public: text }` says that what looks like a secret is none; `{ generated: name }` is made once and kept until its `version` is another; `{ database: main }` is the address of a database; `{ value: text }` is a text that needs literal, multiline, buildtime, runtime or comment beside it.",
    }),
);

/** What must not stand in a file: only where it is. */
export const HiddenValue = z.union([secret, generated]).meta({
  title: "a reference { secret: name } or { generated: name }, never the value itself",
  description: "`{ secret: name }` names a secret, `{ generated: name }` is made once and kept.",
  hidden: true,
});

const { buildtime: _, runtime: __, ...sharedFlags } = flags;

/** Variables that others refer to. Coolify keeps none without a value (contract 5.3), and knows no stages of them. */
export const sharedVariables = (description: string, example: string) =>
  z
    .record(
      VariableKey,
      open(
        z
          .union([
            z.string(),
            z.boolean(),
            z.strictObject({ ...secret.shape, ...sharedFlags }),
            z.strictObject({ public: readable, ...sharedFlags }),
            z.strictObject({ value: beside, ...sharedFlags }),
          ])
          .meta({ title: "a text, { secret: name } or { public: text }", description: "Value of a shared variable." }),
      ),
    )
    .meta({ title: "names of variables with their values", description: `${description} What runs there refers to them as ${example}.` });

/** A text of any length, which may be kept out of the file. */
export const maybeHidden = (description: string) =>
  z.union([longText(description), secret]).meta({
    title: "a text, or a reference { secret: name }",
    description: `${description} \`{ secret: name }\` where it holds what nobody may read here.`,
  });

export const variables = (description: string) =>
  z.record(VariableKey, VariableValue).meta({
    title: "names of variables with their values",
    description: `${description} A text may hold {{…}}; write \\{{ for braces that Coolify or the application shall see.`,
  });

export const FeatureName = text(
  { title: "a feature in lower case such as emergency_mode", description: "Feature of the application." },
  /^[a-z][a-z0-9_]{0,62}$/,
);

export const FeatureValue = z.union([z.boolean(), z.string()]).meta({
  title: "true, false or a text",
  description: "Switches a feature. Reaches the application as the variable FEATURE_<NAME>.",
});

export type WrittenValue = z.infer<typeof VariableValue>;

/** What the application will read. Coolify trims values (contract 5.1): done here, so that both sides hold the same text. */
export function resolveValue(written: WrittenValue, databases: ReadonlyMap<string, string>): ResolvedValue {
  if (typeof written !== "object") return resolveText(String(written).trim(), databases);
  if ("secret" in written) return { secret: written.secret };
  if ("generated" in written) return generatedValue(written);
  if ("database" in written) return databaseValue(written.database, written.external === true, databases);
  return resolveText(("value" in written ? written.value : written.public).trim(), databases);
}

/** A text with marks of what is only known when it is brought up: its parts. */
function resolveText(text: string, databases: ReadonlyMap<string, string>): ResolvedValue {
  // Every second piece is a mark.
  const pieces = text.split(MARK);
  const parts = pieces.flatMap((piece, index) => {
    if (index % 2 === 1) return [late(piece, databases)];
    return piece === "" ? [] : [{ value: piece }];
  });
  return parts.length > 1 ? { parts } : (parts[0] ?? { value: "" });
}

function late(name: string, databases: ReadonlyMap<string, string>): ResolvedValue {
  const [form = "", key = "", part] = name.split(".");
  if (form === "secret") return { secret: key };
  if (form === "generated") return { generated: key };
  return databaseValue(key, part === "external", databases);
}

function generatedValue({ generated: name, length, version }: z.infer<typeof generated>): ResolvedValue {
  return { generated: name, ...(length !== undefined && { length }), ...(version !== undefined && { version }) };
}

function databaseValue(key: string, external: boolean, databases: ReadonlyMap<string, string>): ResolvedValue {
  return { database: databases.get(key) ?? "", part: external ? "externalUrl" : "internalUrl" };
}

const SECRET_KEY = /(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIALS?|PRIVATE|(^|_)(KEY|PWD|DSN|PAT))(_[0-9]+)?$|^(SECRET|PASSWORD)_/i;

/** Built into pages that every visitor reads, so nothing in them is secret. */
const PUBLIC_KEY = /^(NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|VITE)_|(PUBLIC|PUBLISHABLE|ANON)_KEY$/i;

/** `postgres://user:password@host`. */
const PASSWORD_IN_ADDRESS = /:\/\/[^/\s:@]*:[^/\s@]+@/;

/** Whether a value looks like a secret, by the name of its variable or by itself. */
export const isPlainSecret = (key: string, value: string): boolean =>
  PASSWORD_IN_ADDRESS.test(value) || (SECRET_KEY.test(key) && !PUBLIC_KEY.test(key));

/** Secrets that stand in a file as plain text. The faults never repeat what they found. */
export function plainSecrets(located: Located): Fault[] {
  return variablesIn(located, []).flatMap(({ key, entry, path }) => {
    const text = textOf(entry.value);
    if (text === "") return [];
    const written = text.replace(/\{\{[^{}]*\}\}/g, "");
    const address = PASSWORD_IN_ADDRESS.test(written);
    if (/\{\{\s*(secret|generated|database)\./.test(text) && !address) return [];
    if (!isPlainSecret(key, written)) return [];
    const cause = address ? "holds an address with a password in it" : "looks like a secret in plain text";
    const cure = `write { secret: ${secretNameFor(key)} }${address ? "" : ", or { public: … } if everybody may read it"}`;
    return [{ ...entry.value.at, path: path.join("."), reason: `${cause}; ${cure}` }];
  });
}

/** Of a value that stands there as it is, be it beside settings: `{ value: text }`. */
function textOf(located: Located): string {
  const inner = located.kind === "record" ? located.entries.get("value")?.value : located;
  return inner?.kind === "scalar" && typeof inner.value === "string" ? inner.value : "";
}

function variablesIn(located: Located, path: string[]): { key: string; entry: LocatedEntry; path: string[] }[] {
  if (located.kind !== "record") return [];
  return [...located.entries].flatMap(([key, entry]) => {
    const here = [...path, key];
    if (path.at(-1) === "variables" || path.at(-1) === "shared_variables") return [{ key, entry, path: here }];
    return variablesIn(entry.value, here);
  });
}

function secretNameFor(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9_]/g, "_");
}
