import { z } from "zod";
import { Connection, Owner, Uuid } from "../fields.ts";
import type { ResourceShape } from "../shape.ts";

/** Coolify's rule for the key of a variable (contract 5.1). */
const KEY = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** NUL would be kept in a value and end every container that gets it; half a surrogate pair is no JSON to Coolify (contract 21.5). */
const TEXT = /^[^\0\p{Surrogate}]*$/u;
const NO_TEXT = "must not contain NUL characters or half of a surrogate pair";

/** Laravel cuts these off both ends besides white space, so a text that was copied with them would differ for ever (contract 1.4). */
const INVISIBLE =
  "\\s\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B-\\u200F\\u2060-\\u2065\\u206A-\\u206F\\u2800\\u3164\\uFFA0\\u{1D159}\\u{1D173}-\\u{1D17A}\\u{E0020}";
const EDGES = new RegExp(`^[${INVISIBLE}]+|[${INVISIBLE}]+$`, "gu");

/**
 * Whether a value arrives as it is written only when nothing is substituted in it: a password `a$b` would lose its end. Coolify puts such
 * a value in single quotes without escaping those inside (contract 5.1), so one that holds both is left as it is.
 */
const needsLiteral = (value: string) => value.includes("$") && !value.includes("'");

/** One environment variable. Coolify trims values; blank means empty. */
export const Variable = z
  .strictObject({
    value: z
      .string()
      .regex(TEXT, NO_TEXT)
      .transform((value) => value.replace(EDGES, "")),
    /** Present while the image is built. */
    isBuildtime: z.boolean().default(true),
    /** Present while the application runs. */
    isRuntime: z.boolean().default(true),
    /** No substitution of `$NAME` inside the value. Default: true for a value with a `$` in it. */
    isLiteral: z.boolean().optional(),
    /** The value has line breaks that must be kept. */
    isMultiline: z.boolean().default(false),
    /** Coolify never shows the value again, not even to us. */
    isShownOnce: z.boolean().default(false),
    comment: z.string().trim().max(256).regex(TEXT, NO_TEXT).optional(),
  })
  .transform((variable) => ({ ...variable, isLiteral: variable.isLiteral ?? needsLiteral(variable.value) }));
export type Variable = z.output<typeof Variable>;

const VariableKey = z
  .string()
  .max(255, "must have at most 255 characters")
  .regex(KEY, "must start with a letter or underscore and contain only letters, digits, underscores and dots");

export const applicationVariablesShape = {
  type: "ApplicationVariables",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    /** Uuid of the application. */
    application: Uuid,
    /** Key → variable. The outputs repeat the same paths, so a secret value stays secret in state. */
    variables: z.record(VariableKey, Variable),
  }),
  output: z.object({ owner: Owner }),
} satisfies ResourceShape;
