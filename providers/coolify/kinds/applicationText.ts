import { z } from "zod";
import { trimmed } from "../text.ts";

/** Half a character and the sign zero travel as JSON, but no database keeps them. */
const isKept = (value: string): boolean => value.isWellFormed() && !value.includes("\0");
const NOT_KEPT = "must not contain the sign zero or half a character: Coolify cannot keep them";

/** Coolify's columns hold so much; a longer text passes its checks and ends in a 500 (contract 4.2). */
export const COLUMN = 255;

/** Any text, with outer white space cut off as Coolify does. */
export const freeText = () => z.string().overwrite(trimmed).refine(isKept, NOT_KEPT);

/** Text of a column with a fixed width. */
export const text = (most = COLUMN) => freeText().max(most, `must have at most ${most} characters: Coolify keeps no more`);

/** Text that travels as base64, so that nothing of it is cut off. */
export const exactText = () => z.string().min(1, "must not be empty").refine(isKept, NOT_KEPT);

/** Text that may be left out; blank means the same. */
export const optional = (schema: z.ZodString) =>
  z
    .string()
    .overwrite(trimmed)
    .transform((value) => value || undefined)
    .pipe(schema.optional())
    .optional();

/** Shown to people: anything but line breaks, and `<`, from which on Coolify cuts HTML out (contract 4.6). */
export const ApplicationName = text()
  .min(1, "must not be empty")
  .regex(/^[^<\p{C}]*$/u, "must not contain < or control characters");

const SHELL_SAFE = /^([ \t]|&&|\|\||"[^"$`\\\n\r]*"|'[^'\n\r]*'|[a-zA-Z0-9._\-/=:@,+[\]{}#%^~*?!])*$/;

/** One line for a shell, of what Coolify lets through. */
export const shellLine = (most = COLUMN) =>
  text(most).regex(SHELL_SAFE, "must be one line of plain words, quoted texts, && and ||: Coolify refuses $ ; | < > ( ) and backslashes");

/** Command that runs in a shell of the build or the container; blank means the build pack's own. */
export const Command = optional(shellLine());

/** Names of containers, targets and services. */
export const plainName = (most = COLUMN) =>
  text(most).regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, "must be of letters, digits, dots, dashes and underscores");

const PATH = /^\/([a-zA-Z0-9._\-/~@+]*)$/;
const NO_PATH = "must start with / and be of letters, digits and . _ - / ~ @ +";

/** One leading slash and none at the end: Coolify keeps one sort of outer slash and drops another (trap T15). */
const rooted = (path: string) => path.replace(/^\/+/, "/").replace(/(?<=[^/])\/+$/, "");

export const Directory = text().regex(PATH, NO_PATH).overwrite(rooted);
export const FilePath = text()
  .regex(PATH, NO_PATH)
  .overwrite(rooted)
  .refine((path) => path !== "/", "must name a file");
