import { serverError } from "../http/answer.ts";
import { type Bag, trimmed } from "../http/normalise.ts";
import { errorsOf, type FieldRules, type InputSpec } from "../validation/validate.ts";
import { isBoolean, isInteger } from "../validation/values.ts";
import { commentRules, isOn, newKeyRules, valueRules } from "./keys.ts";
import type { Column, Omitted } from "./policy.ts";
import type { VariableRow } from "./tables.ts";

/** Rules of the columns that endpoints check. The others reach the database as they are and fail there with a 500. */
const RULES: Readonly<Partial<Record<Column, FieldRules>>> = {
  value: valueRules,
  is_preview: "boolean",
  is_literal: "boolean",
  is_multiline: "boolean",
  is_shown_once: "boolean",
  is_runtime: "boolean",
  is_buildtime: "boolean",
  comment: commentRules,
};

/** What an endpoint with these columns checks. */
export function inputOf(columns: readonly Column[], unknown: "refuse" | "ignore"): InputSpec {
  const rules = Object.fromEntries(columns.flatMap((column) => (RULES[column] ? [[column, RULES[column]]] : [])));
  return { rules: { key: newKeyRules, ...rules }, allowed: ["key", ...columns], wording: "custom", unknown };
}

/** Whether an item passes; the texts when it does not. */
export function faultsOf(item: Bag, spec: InputSpec): ReturnType<typeof errorsOf> | undefined {
  const errors = errorsOf(item, spec);
  return Object.keys(errors).length > 0 ? errors : undefined;
}

type Values = Partial<VariableRow>;

/** The named columns as they are stored. @throws Refusal 500 for what the database does not take */
export function storedColumns(input: Bag, columns: readonly Column[]): Values {
  return Object.fromEntries(columns.filter((column) => column in input).map((column) => [column, stored(column, input[column])]));
}

/** What a write changes in a row, with what becomes of the columns that it leaves out. @throws Refusal 500 */
export function changesOf(row: VariableRow, input: Bag, columns: readonly Column[], omitted: Omitted): Values {
  const left = columns.filter((column) => !(column in input) && omitted[column] !== undefined);
  return { ...Object.fromEntries(left.map((column) => [column, absent(row, column, omitted[column])])), ...storedColumns(input, columns) };
}

/** An absent flag is compared loosely: false stays, but true becomes a null that the column refuses (contract 5.1, "partial replace"). */
function absent(row: VariableRow, column: Column, becomes: "null" | "false" | undefined): unknown {
  if (becomes === "false") return false;
  if (column === "value") return null;
  if (row[column]) throw serverError();
  return row[column];
}

function stored(column: Column, value: unknown): unknown {
  if (column === "value") return storedValue(value);
  if (column === "comment") return value ?? null;
  if (column === "order") return storedOrder(value);
  if (!isBoolean(value)) throw serverError();
  return isOn(value);
}

/** Trimmed, blank is nothing. */
function storedValue(value: unknown): string | null {
  const text = typeof value === "string" ? trimmed(value) : "";
  return text === "" ? null : text;
}

function storedOrder(value: unknown): number | null {
  if (value === null) return null;
  if (!isInteger(value)) throw serverError();
  return Number(value);
}
