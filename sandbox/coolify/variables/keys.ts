import { serverError } from "../http/answer.ts";
import { trimmed } from "../http/normalise.ts";
import type { FieldRules, OwnRule } from "../validation/validate.ts";
import { asText } from "../validation/values.ts";

/** Names of variables, everywhere (contract 5.1). Case counts. */
const KEY = /^[A-Za-z_][A-Za-z0-9_.]*$/;

const keyFormat: OwnRule = (value) => (KEY.test(String(value)) ? undefined : "The key field format is invalid.");

export const newKeyRules: FieldRules = ["required|string|max:255", keyFormat];
export const changedKeyRules: FieldRules = ["nullable|string|max:255", keyFormat];

export const commentRules = "nullable|string|max:256";
export const valueRules = "nullable|string";

/**
 * What was sent with its key as text, as Coolify reads it before it validates: 5 is "5", true is "1", null is nothing.
 * @throws Refusal 500 for a list or record
 */
export function withTextKey<T extends Readonly<Record<string, unknown>>>(input: T): T {
  const { key } = input;
  if (key === undefined || key === null || typeof key === "string") return input;
  if (typeof key === "object") throw serverError();
  return { ...input, key: trimmed(asText(key)) };
}

/** A flag that passed the rule `boolean`. */
export const isOn = (value: unknown): boolean => value === true || value === 1 || value === "1";
