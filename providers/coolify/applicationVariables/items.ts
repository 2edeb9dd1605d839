import type { Wire } from "../kind.ts";
import { isRecord } from "../values.ts";
import type { Variable } from "./shape.ts";

export type Variables = Readonly<Record<string, Variable>>;

/** Coolify keeps blank as null. */
const orNull = (text: string | undefined) => (text ? text : null);

/** One item of a bulk. Every field is named: what is left out would be lost or refused (contract 5.1). */
const itemOf = (key: string, variable: Variable): Wire => ({
  key,
  value: orNull(variable.value),
  is_literal: variable.isLiteral,
  is_multiline: variable.isMultiline,
  is_shown_once: variable.isShownOnce,
  is_runtime: variable.isRuntime,
  is_buildtime: variable.isBuildtime,
  comment: orNull(variable.comment),
});

/**
 * The items of one bulk call: all production rows first, then preview rows, as one call is exact only in this order. Coolify makes the
 * preview row of a new key itself, but forgets that it is to be shown once: such a row is named, or it would show the secret.
 */
export function itemsOf(variables: Variables): Wire[] {
  const entries = Object.entries(variables);
  const hidden = entries.filter(([, variable]) => variable.isShownOnce);
  return [
    ...entries.map(([key, variable]) => itemOf(key, variable)),
    ...hidden.map(([key, variable]) => ({ ...itemOf(key, variable), is_preview: true })),
  ];
}

const isProduction = (row: Wire) => row.is_preview !== true;

/** A row as our own form. A value that Coolify does not show is taken over from what we know. */
export function variableOf(row: Wire, known: Variable | undefined): Variable {
  const hidden = !("value" in row);
  return {
    value: hidden ? (known?.value ?? "") : String(row.value ?? ""),
    isBuildtime: row.is_buildtime === true,
    isRuntime: row.is_runtime === true,
    isLiteral: row.is_literal === true,
    isMultiline: row.is_multiline === true,
    isShownOnce: row.is_shown_once === true,
    ...(typeof row.comment === "string" && row.comment !== "" && { comment: row.comment }),
  };
}

const differs = (row: Wire, wanted: Variable) => {
  // What cannot be read is sent: writing what is already there changes nothing.
  if (!("value" in row)) return true;
  const live = variableOf(row, undefined);
  return (Object.keys({ ...live, ...wanted }) as (keyof Variable)[]).some((field) => (live[field] ?? "") !== (wanted[field] ?? ""));
};

/** What makes the rows of an application equal to the wanted variables. Keys that are not named are left alone. */
export function differences(wanted: Variables, rows: readonly Wire[]): { changed: Variables; surplus: string[] } {
  const byKey = Map.groupBy(
    rows.filter((row) => isProduction(row) && String(row.key) in wanted),
    (row) => String(row.key),
  );
  const changed = Object.entries(wanted).filter(([key, variable]) => {
    const [row] = byKey.get(key) ?? [];
    return !row || differs(row, variable);
  });
  // Two writers at once can leave a key twice; Coolify then writes only the first (contract 5.1).
  const surplus = [...byKey.values()].flatMap((same) => same.slice(1).map((row) => String(row.uuid)));
  return { changed: Object.fromEntries(changed), surplus };
}

/** Rows of the given keys, preview rows too: one left alone would come back with its old value. */
export const uuidsOf = (rows: readonly Wire[], keys: readonly string[]): string[] =>
  rows.filter((row) => keys.includes(String(row.key))).map((row) => String(row.uuid));

/** The wanted variables as Coolify has them now; a key without a row is left out. */
export function liveVariables(wanted: Variables, rows: readonly Wire[]): Variables {
  const production = rows.filter((row) => isRecord(row) && isProduction(row));
  const found = Object.entries(wanted).flatMap(([key, known]): [string, Variable][] => {
    const row = production.find((candidate) => candidate.key === key);
    return row ? [[key, variableOf(row, known)]] : [];
  });
  return Object.fromEntries(found);
}
