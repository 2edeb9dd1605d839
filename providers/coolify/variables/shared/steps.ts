import type { Wire } from "../../kind.ts";
import { isSame } from "../../values.ts";
import type { Plan, VariableSet } from "../plan.ts";
import { isHidden, type Markers, sharedVariableOf } from "../rows.ts";
import type { SharedVariable } from "../variable.ts";

/** One request. */
export type Step =
  | { readonly does: "create"; readonly key: string; readonly body: Wire }
  | { readonly does: "change"; readonly key: string; readonly id: string; readonly body: Wire }
  | { readonly does: "remove"; readonly key: string; readonly id: string };

const bodyOf = ({ value, isLiteral, isMultiline, isShownOnce, comment }: SharedVariable): Wire => ({
  value,
  is_literal: isLiteral,
  is_multiline: isMultiline,
  is_shown_once: isShownOnce,
  comment: comment || null,
});

/** Coolify gives them to every server once and for all: nobody makes them again (contract 5.3). */
export const isOfServer = (row: Wire): boolean => row.type === "server" && /^COOLIFY_SERVER_(UUID|NAME)$/.test(String(row.key));

const removal = (row: Wire): Step => ({ does: "remove", key: String(row.key), id: String(row.id) });

const differs = (row: Wire, wanted: SharedVariable, marker: string | undefined) =>
  (isHidden(row) && marker !== row.updated_at) || !isSame(sharedVariableOf(row, wanted), wanted);

/** Rows that an exclusive set does not want. */
export const foreignRows = (rows: readonly Wire[], { variables }: VariableSet): Wire[] =>
  rows.filter((row) => !Object.hasOwn(variables, String(row.key)) && !isOfServer(row));

/**
 * What makes the rows equal to what is wanted, in this order: surplus rows of a key (a race can leave two at a team, contract 21.1),
 * new and changed ones, then what is not wanted any more.
 * @param known markers of rows that we know to be as wanted
 */
export function stepsOf(news: VariableSet, { changed, removed }: Plan, rows: readonly Wire[], known: Markers): Step[] {
  const live = Map.groupBy(rows, (row) => String(row.key));
  const surplus = changed.flatMap((key) => (live.get(key) ?? []).slice(1)).map(removal);
  const written = changed.flatMap((key): Step[] => {
    const wanted = news.variables[key];
    if (!wanted) return [];
    const [row] = live.get(key) ?? [];
    if (!row) return [{ does: "create", key, body: { key, ...bodyOf(wanted) } }];
    return differs(row, wanted, known[key]) ? [{ does: "change", key, id: String(row.id), body: bodyOf(wanted) }] : [];
  });
  const gone = rows.filter((row) => removed.includes(String(row.key)) && !isOfServer(row));
  const foreign = news.exclusive ? foreignRows(rows, news).filter((row) => !gone.includes(row)) : [];
  return [...surplus, ...written, ...[...gone, ...foreign].map(removal)];
}
