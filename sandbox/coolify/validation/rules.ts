import { isIP } from "node:net";
import { patterns } from "./patterns.ts";
import { asText, isArray, isBoolean, isEmpty, isInteger, isNumeric, sizeOf } from "./values.ts";

/** What a rule is asked about. */
export interface Question {
  readonly value: unknown;
  /** The key is there, with whatever value. */
  readonly present: boolean;
  /** What follows the colon, split at commas. */
  readonly parameters: readonly string[];
  /** Another field of the same request. */
  readonly other: (name: string) => unknown;
  /** The field has a rule that makes it a number. */
  readonly numeric: boolean;
}

/** A rule of Laravel's validator: when it passes, and its stock message (`:attribute`, `:min` … are filled in). */
export interface Rule {
  readonly passes: (question: Question) => boolean;
  readonly message: string | { string: string; numeric: string; array: string };
  /** Runs on absent and empty values too. */
  readonly implicit?: true;
}

const text = (value: unknown): value is string => typeof value === "string";
const first = ({ parameters }: Question): string => parameters[0] ?? "";
const isUrl = (value: unknown): boolean => text(value) && /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+/i.test(value) && URL.canParse(value);
const isJson = (value: unknown): boolean => {
  try {
    if (!text(value)) return false;
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
};
const sized = (what: string) => ({
  string: `The :attribute field must ${what} characters.`,
  numeric: `The :attribute field must ${what}.`,
  array: `The :attribute field must ${what} items.`,
});

/** By name. Another rule is added here, as data, when an endpoint needs it. */
export const rules: Readonly<Record<string, Rule>> = {
  required: { passes: ({ value }) => !isEmpty(value), message: "The :attribute field is required.", implicit: true },
  required_with: {
    passes: ({ value, parameters, other }) => !isEmpty(value) || parameters.every((name) => isEmpty(other(name))),
    message: "The :attribute field is required when :values is present.",
    implicit: true,
  },
  required_without: {
    passes: ({ value, parameters, other }) => !isEmpty(value) || parameters.every((name) => !isEmpty(other(name))),
    message: "The :attribute field is required when :values is not present.",
    implicit: true,
  },
  required_if: {
    passes: ({ value, parameters: [name = "", ...values], other }) => !isEmpty(value) || !values.includes(booleanText(other(name))),
    message: "The :attribute field is required when :other is :value.",
    implicit: true,
  },
  filled: {
    passes: ({ value, present }) => !present || !isEmpty(value),
    message: "The :attribute field must have a value.",
    implicit: true,
  },
  present: { passes: ({ present }) => present, message: "The :attribute field must be present.", implicit: true },
  prohibited: { passes: ({ value }) => isEmpty(value), message: "The :attribute field is prohibited.", implicit: true },
  string: { passes: ({ value }) => text(value), message: "The :attribute field must be a string." },
  integer: { passes: ({ value }) => isInteger(value), message: "The :attribute field must be an integer." },
  numeric: { passes: ({ value }) => isNumeric(value), message: "The :attribute field must be a number." },
  boolean: { passes: ({ value }) => isBoolean(value), message: "The :attribute field must be true or false." },
  array: {
    passes: ({ value, parameters }) =>
      isArray(value) && (parameters.length === 0 || Object.keys(value).every((key) => parameters.includes(key))),
    message: "The :attribute field must be an array.",
  },
  list: { passes: ({ value }) => Array.isArray(value), message: "The :attribute field must be a list." },
  min: {
    passes: (question) => sizeOf(question.value, question.numeric) >= Number(first(question)),
    message: { ...sized("be at least :min"), array: "The :attribute field must have at least :min items." },
  },
  max: {
    passes: (question) => sizeOf(question.value, question.numeric) <= Number(first(question)),
    message: {
      string: "The :attribute field must not be greater than :max characters.",
      numeric: "The :attribute field must not be greater than :max.",
      array: "The :attribute field must not have more than :max items.",
    },
  },
  between: {
    passes: ({ value, numeric, parameters: [low, high] }) =>
      sizeOf(value, numeric) >= Number(low) && sizeOf(value, numeric) <= Number(high),
    message: { ...sized("be between :min and :max"), array: "The :attribute field must have between :min and :max items." },
  },
  size: { passes: (question) => sizeOf(question.value, question.numeric) === Number(first(question)), message: sized("be :size") },
  in: {
    passes: ({ value, parameters }) => !isArray(value) && parameters.includes(asText(value)),
    message: "The selected :attribute is invalid.",
  },
  not_in: {
    passes: ({ value, parameters }) => isArray(value) || !parameters.includes(asText(value)),
    message: "The selected :attribute is invalid.",
  },
  regex: {
    passes: (question) =>
      (text(question.value) || typeof question.value === "number") && pattern(first(question)).test(String(question.value)),
    message: "The :attribute field format is invalid.",
  },
  not_regex: {
    passes: (question) =>
      (text(question.value) || typeof question.value === "number") && !pattern(first(question)).test(String(question.value)),
    message: "The :attribute field format is invalid.",
  },
  starts_with: {
    passes: ({ value, parameters }) => parameters.some((start) => asText(value).startsWith(start)),
    message: "The :attribute field must start with one of the following: :values.",
  },
  url: { passes: ({ value }) => isUrl(value), message: "The :attribute field must be a valid URL." },
  email: {
    passes: ({ value }) => text(value) && /^[^\s@]+@[^\s@]+$/.test(value),
    message: "The :attribute field must be a valid email address.",
  },
  ip: { passes: ({ value }) => text(value) && isIP(value) !== 0, message: "The :attribute field must be a valid IP address." },
  json: { passes: ({ value }) => isJson(value), message: "The :attribute field must be a valid JSON string." },
  date: { passes: ({ value }) => text(value) && !Number.isNaN(Date.parse(value)), message: "The :attribute field must be a valid date." },
  timezone: { passes: ({ value }) => text(value) && isTimezone(value), message: "The :attribute field must be a valid timezone." },
};

function booleanText(value: unknown): string {
  return typeof value === "boolean" ? String(value) : asText(value);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function pattern(name: string): RegExp {
  const found = patterns[name];
  if (!found) throw new Error(`validation/patterns.ts has no pattern ${name}.`);
  return found;
}
