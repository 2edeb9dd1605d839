import type { Foreign, FoundVariable, VariableFlags } from "../found.ts";
import type { Properties } from "./reader.ts";

/** Whose rows they are. */
export interface Variabled {
  /** `application web (production)`. */
  what: string;
  /** Compose text, whose references Coolify gives rows by itself (contract 5.2). */
  compose?: string | undefined;
  /** Rows that Coolify made. */
  isBorn(row: Properties): boolean;
}

/** Variables that somebody made. What Coolify does not show, or has twice, is named and left alone. */
export function variablesOf(rows: readonly Properties[], owner: Variabled, foreign: Foreign[]): Record<string, FoundVariable> {
  const found: Record<string, FoundVariable> = {};
  const groups = Map.groupBy(
    rows.filter((row) => !owner.isBorn(row) && !isOfCompose(row, owner.compose)),
    ({ key }) => String(key),
  );
  for (const [key, all] of groups) {
    const [production, ...twins] = all.filter((row) => row.is_preview !== true);
    const preview = all.find((row) => row.is_preview === true);
    const reason = reasonAgainst(production, twins.length);
    if (reason) foreign.push({ what: `${owner.what} variables.${key}`, reason });
    else if (production) found[key] = variableOf(production, preview);
  }
  return found;
}

function reasonAgainst(row: Properties | undefined, twins: number): string | undefined {
  if (!row) return "it is there for previews of pull requests alone";
  if (twins > 0) return "it is there twice: delete one of them in Coolify";
  // Contract 16.2: what is shown once is never shown again.
  return row.is_shown_once === true || !("value" in row) ? "Coolify does not show its value" : undefined;
}

function variableOf(row: Properties, preview: Properties | undefined): FoundVariable {
  const value = String(row.value ?? "");
  const other = preview && typeof preview.value === "string" ? preview.value : preview?.value === null ? "" : undefined;
  return { value, flags: flagsOf(row, value), ...(other !== undefined && other !== value && { preview: other }) };
}

/** What the kinds take for granted of such a value is left out (`Variable` in providers/coolify/variables). */
function flagsOf(row: Properties, value: string): VariableFlags {
  const usual = { literal: value.includes("$") && !value.includes("'"), multiline: value.includes("\n"), buildtime: true, runtime: true };
  const flags: VariableFlags = {};
  for (const flag of ["literal", "multiline", "buildtime", "runtime"] as const) {
    const said = row[`is_${flag}`];
    if (typeof said === "boolean" && said !== usual[flag]) flags[flag] = said;
  }
  if (typeof row.comment === "string" && row.comment !== "") flags.comment = row.comment;
  return flags;
}

/** `$SERVICE_PASSWORD_DB`, or nothing yet: the row is there because the compose text names it. */
const isOfCompose = ({ key, value }: Properties, compose: string | undefined): boolean => {
  if (compose === undefined) return false;
  if (/^SERVICE_/.test(String(key))) return true;
  const isEmpty = value === null || value === "";
  return isEmpty ? compose.includes(String(key)) : /^\$\{?SERVICE_[A-Z0-9_]+\}?$/.test(String(value));
};
