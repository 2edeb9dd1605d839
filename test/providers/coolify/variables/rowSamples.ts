import type { Variable } from "../../../../providers/coolify/variables/variable.ts";

/** A variable as the schema fills it in. */
export const variable = (value: string, more: Partial<Variable> = {}): Variable => ({
  value,
  isBuildtime: true,
  isRuntime: true,
  isLiteral: false,
  isMultiline: false,
  isShownOnce: false,
  ...more,
});

/** A row as Coolify lists it. */
export const row = (key: string, value: string | null, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  uuid: `${key}-${more.is_preview ? "preview" : "production"}`,
  key,
  value,
  is_preview: false,
  is_literal: false,
  is_multiline: false,
  is_shown_once: false,
  is_runtime: true,
  is_buildtime: true,
  comment: null,
  updated_at: "2026-01-01T00:00:00.000000Z",
  ...more,
});

/** The same without its value. */
export function hiddenRow(key: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { value: _, ...hidden } = row(key, "", { is_shown_once: true, ...more });
  return hidden;
}
