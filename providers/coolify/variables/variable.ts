import { z } from "zod";
import { trimmed } from "../text.ts";

/** Coolify's rule for the key of a variable (contract 5.1). */
const KEY = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** NUL would be kept in a value and end every container that gets it; half a surrogate pair is no JSON to Coolify (contract 21.5). */
const TEXT = /^[^\0\p{Surrogate}]*$/u;
const NO_TEXT = "must not contain NUL characters or half of a surrogate pair";

const COMMENT_LENGTH = 256;

const Text = z.string().regex(TEXT, NO_TEXT).transform(trimmed);

/**
 * Whether a value arrives as it is written only when nothing is substituted in it: a password `a$b` would lose its end. Coolify puts such
 * a value in single quotes without escaping those inside (contract 5.1), so one that holds both is left as it is.
 */
const needsLiteral = (value: string) => value.includes("$") && !value.includes("'");

const flags = {
  isLiteral: z
    .boolean()
    .optional()
    .describe("No substitution of `$NAME` inside the value. Default: true for a value with a `$` and without a single quote."),
  isMultiline: z.boolean().default(false).describe("The value has line breaks that must be kept."),
  comment: Text.refine((text) => [...text].length <= COMMENT_LENGTH, `must have at most ${COMMENT_LENGTH} characters`)
    // Coolify keeps a blank comment as none.
    .transform((text) => text || undefined)
    .optional()
    .describe(`A note for people, at most ${COMMENT_LENGTH} characters.`),
};

const stages = {
  isBuildtime: z.boolean().default(true).describe("Present while the image is built."),
  isRuntime: z.boolean().default(true).describe("Present while it runs."),
};

const value = Text.describe(
  "Trimmed at both ends, as Coolify does; blank means empty. `{{team.NAME}}` and the like stand for shared variables.",
).meta({ quiet: true });

const shownOnce = (words: string) => z.boolean().default(false).describe(words);

const literal = <Input extends { value: string; isLiteral?: boolean }>(variable: Input) => ({
  ...variable,
  isLiteral: variable.isLiteral ?? needsLiteral(variable.value),
});

/** One row of a set: a variable of a service or database, or the own preview value of an application's. */
export const Variable = z
  .strictObject({
    value,
    ...stages,
    ...flags,
    isShownOnce: shownOnce(
      "Coolify never shows the value again, not even to us; a change by hand is still seen. Databases show it all the same.",
    ),
  })
  .transform(literal);
export type Variable = z.output<typeof Variable>;

/** A variable of an application, which may say what pull-request previews get instead. */
export const ApplicationVariable = z
  .strictObject({
    value,
    ...stages,
    ...flags,
    isShownOnce: shownOnce(
      "Coolify never shows the value again, not even to us; a change by hand is still seen. Without a `preview` of its own the variable has the same hidden value in previews, since Coolify's copy would show it.",
    ),
    preview: Variable.optional().describe(
      "What pull-request previews get instead. Without it Coolify copies the variable to previews when it is new, and a value that somebody gives the preview by hand stays.",
    ),
    previewOnly: z
      .literal(true)
      .optional()
      .describe("The variable is there in pull-request previews alone: the application itself has none of this name."),
  })
  .refine(({ preview, previewOnly }) => !(preview && previewOnly), {
    path: ["preview"],
    error: "must be left out where `previewOnly` is set: the value itself is that of previews",
  })
  .transform(literal);
export type ApplicationVariable = z.output<typeof ApplicationVariable>;

/** A variable for all that is inside a team, project, environment or server (contract 5.3: it cannot be empty). */
export const SharedVariable = z
  .strictObject({
    value: value.refine((text) => text !== "", "must not be empty: Coolify keeps no shared variable without a value").meta({ quiet: true }),
    ...flags,
    isShownOnce: shownOnce(
      "Coolify never shows the value again; a change by hand is still seen. What refers to it shows it (contract 5.3).",
    ),
  })
  .transform(literal);
export type SharedVariable = z.output<typeof SharedVariable>;

export const VariableKey = z
  .string()
  .max(255, "must have at most 255 characters")
  .regex(KEY, "must start with a letter or underscore and contain only letters, digits, underscores and dots");
