import type { Wire } from "../kind.ts";
import type { ApplicationVariable, SharedVariable, Variable } from "./variable.ts";

/** A set as its inputs say it: key → variable. */
export type Variables = Readonly<Record<string, Variable & Pick<ApplicationVariable, "preview" | "previewOnly">>>;

/** One row that a set wants at Coolify. */
export interface WantedRow {
  readonly key: string;
  readonly isPreview: boolean;
  readonly variable: Variable;
}

/** Moment of the last change of a row that hides its value, by the row's slot. */
export type Markers = Readonly<Record<string, string>>;

/** Where a row belongs: its key, or for a preview row its key with a word behind it, which no key can have. */
export const slotOf = (key: string, isPreview: boolean): string => (isPreview ? `${key} preview` : key);
export const slotOfRow = (row: Wire): string => slotOf(String(row.key), row.is_preview === true);

const bare = ({ preview: _, previewOnly: __, ...variable }: Variables[string]): Variable => variable;

/**
 * What previews get: their own value, or a hidden copy. Coolify's own copy of a row is not to be shown once, so it would show the secret
 * (contract 5.1). `undefined`: the preview row is not ours.
 */
const previewOf = (variable: Variables[string]): Variable | undefined =>
  variable.preview ?? (variable.isShownOnce || variable.previewOnly ? bare(variable) : undefined);

/** Production rows first, then preview rows: one bulk call is exact only in this order (contract 5.1). */
export function wantedRows(variables: Variables, previews: boolean): WantedRow[] {
  const entries = Object.entries(variables);
  const production = entries.flatMap(([key, variable]) =>
    variable.previewOnly ? [] : [{ key, isPreview: false, variable: bare(variable) }],
  );
  const own = entries.flatMap(([key, variable]) => {
    const preview = previews && previewOf(variable);
    return preview ? [{ key, isPreview: true, variable: preview }] : [];
  });
  return [...production, ...own];
}

/** Coolify keeps blank as null. */
const orNull = (text: string | undefined) => text || null;

/** One item of a bulk. Every field is named: what is left out would be lost or refused (contract 5.1). */
export const itemOf = ({ key, isPreview, variable }: WantedRow): Wire => ({
  key,
  value: orNull(variable.value),
  is_literal: variable.isLiteral,
  is_multiline: variable.isMultiline,
  is_shown_once: variable.isShownOnce,
  is_runtime: variable.isRuntime,
  is_buildtime: variable.isBuildtime,
  comment: orNull(variable.comment),
  ...(isPreview && { is_preview: true }),
});

/** A token without sensitive read sees no value, and nobody that of a row that is shown once. */
export const isHidden = (row: Wire): boolean => !("value" in row);

/** A shared row in our own form: such rows have no stages. A value that Coolify does not show is taken over from what we know. */
export const sharedVariableOf = (row: Wire, known: SharedVariable | undefined): SharedVariable => ({
  value: isHidden(row) ? (known?.value ?? "") : String(row.value ?? ""),
  isLiteral: row.is_literal === true,
  isMultiline: row.is_multiline === true,
  isShownOnce: row.is_shown_once === true,
  ...(typeof row.comment === "string" && row.comment !== "" && { comment: row.comment }),
});

/** A row of an application, service or database in our own form. */
export const variableOf = (row: Wire, known: Variable | undefined): Variable => ({
  ...sharedVariableOf(row, known),
  isBuildtime: row.is_buildtime === true,
  isRuntime: row.is_runtime === true,
});

/** Markers of the rows that hide their values. */
export const markersOf = (rows: readonly Wire[]): Markers =>
  Object.fromEntries(rows.filter(isHidden).map((row) => [slotOfRow(row), String(row.updated_at)]));
