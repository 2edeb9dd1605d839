import { serverError } from "../http/answer.ts";
import type { Bag } from "../http/normalise.ts";
import { safeText } from "../validation/safeText.ts";
import { asText, isArray, isBoolean, isNumeric } from "../validation/values.ts";

type Column = (value: unknown) => unknown;

/** What the database takes for a column; everything else is a 500 that stores nothing (contract 12.1). */
const text =
  (isNullable = false, most = 255): Column =>
  (value) => {
    if (value === null && isNullable) return null;
    if (value === null || isArray(value)) throw serverError();
    const written = asText(value);
    if ([...written].length > most) throw serverError();
    return written;
  };

const number =
  (isNullable = false): Column =>
  (value) => {
    if (value === null && isNullable) return null;
    if (!isNumeric(value) || !Number.isInteger(Number(value))) throw serverError();
    return Number(value);
  };

const boolean: Column = (value) => {
  if (typeof value === "string" && /^(t|true|yes|on|f|false|no|off)$/i.test(value)) return /^(t|true|yes|on)$/i.test(value);
  if (!isBoolean(value)) throw serverError();
  return value === true || value === 1 || value === "1";
};

const LONG = 65_535;

/** Columns that requests write; those of engines are texts. */
const COLUMNS: Readonly<Record<string, Column>> = {
  name: (value) => text()(safeText(asText(value))),
  description: safeText,
  image: text(),
  is_public: boolean,
  public_port: number(true),
  public_port_timeout: number(true),
  limits_memory: text(),
  limits_memory_swap: text(),
  limits_memory_swappiness: number(),
  limits_memory_reservation: text(),
  limits_cpus: text(),
  limits_cpuset: text(true),
  limits_cpu_shares: number(),
  health_check_enabled: boolean,
  health_check_interval: number(),
  health_check_timeout: number(),
  health_check_retries: number(),
  health_check_start_period: number(),
};

export const commonFields: readonly string[] = Object.keys(COLUMNS).filter((column) => !column.startsWith("health_check_"));

/** Sent fields as they are stored. @throws Refusal 500 for what the database refuses */
export function storedColumns(input: Bag, fields: readonly string[]): Bag {
  return Object.fromEntries(
    fields
      .filter((field) => Object.hasOwn(input, field))
      .map((field) => [field, (COLUMNS[field] ?? text(isOptional(field), LONG))(input[field])]),
  );
}

/** Columns of engines that may be null. */
const isOptional = (field: string): boolean => /_(conf|args|method)$/.test(field);
