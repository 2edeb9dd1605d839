import type { Wire } from "../kind.ts";
import { isSame } from "../values.ts";
import type { Remembered, VariableSet } from "./plan.ts";
import { isHidden, type Markers, slotOf, slotOfRow, type Variables, type WantedRow, wantedRows } from "./rows.ts";
import type { Variable } from "./variable.ts";

/** What Coolify has of a set. */
export interface Live extends Remembered {
  variables: Variables;
}

/** How rows are read: an application's have twins, shared ones know no stages. */
export interface Form {
  readonly previews: boolean;
  readonly variableOf: (row: Wire, known: Variable | undefined) => Variable;
}

type Slots = ReadonlyMap<string, readonly Wire[]>;

const first = (slots: Slots, key: string, isPreview: boolean): Wire | undefined => slots.get(slotOf(key, isPreview))?.[0];

/** Whether a row hides its value and was changed since we wrote it. */
const movedOn = (row: Wire | undefined, marker: string | undefined) =>
  row !== undefined && isHidden(row) && marker !== undefined && marker !== row.updated_at;

/** The variable as its rows show it; an own preview value only where the set names one. */
function shown(slots: Slots, key: string, known: Variables[string], { variableOf }: Form): Variables[string] | undefined {
  if (known.previewOnly) {
    const only = first(slots, key, true);
    return only && { ...variableOf(only, known), previewOnly: true };
  }
  const production = first(slots, key, false);
  if (!production) return undefined;
  const preview = known.preview && first(slots, key, true);
  return { ...variableOf(production, known), ...(preview && { preview: variableOf(preview, known.preview) }) };
}

/** What the shown variable does not tell: a row twice, a hidden value that moved, a hidden copy for previews that is none any more. */
function isUnsettled(slots: Slots, { key, isPreview, variable }: WantedRow, isCopy: boolean, markers: Markers, form: Form): boolean {
  const slot = slotOf(key, isPreview);
  const [row, ...others] = slots.get(slot) ?? [];
  if (others.length > 0 || movedOn(row, markers[slot])) return true;
  return isCopy && (!row || !isSame(form.variableOf(row, variable), variable));
}

/** The set as the rows have it now. Values that are hidden are taken over from state, and markers tell whether they are still right. */
export function liveSet({ variables, markers = {}, ...olds }: VariableSet, rows: readonly Wire[], form: Form): Live {
  const slots: Slots = Map.groupBy(rows, slotOfRow);
  const found: [string, Variables[string]][] = [];
  const unsettled: string[] = [];
  const kept: [string, string][] = [];
  for (const [key, known] of Object.entries(variables)) {
    const variable = shown(slots, key, known, form);
    if (!variable) continue;
    found.push([key, variable]);
    const wanted = wantedRows({ [key]: known }, form.previews);
    const hidden = wanted
      .map(({ isPreview }) => first(slots, key, isPreview))
      .filter((row): row is Wire => row !== undefined && isHidden(row));
    // A hidden row never tells that it is right again: it stays unsettled until it is written.
    const isOpen = hidden.length > 0 && olds.unsettled?.includes(key);
    const isCopied = !known.preview && !known.previewOnly;
    const isTooMuch = known.previewOnly === true && first(slots, key, false) !== undefined;
    if (isOpen || isTooMuch || wanted.some((one) => isUnsettled(slots, one, one.isPreview && isCopied, markers, form))) unsettled.push(key);
    for (const row of hidden) kept.push([slotOfRow(row), String(row.updated_at)]);
  }
  const there = new Set(rows.map((row) => String(row.key)));
  const lost = new Set(Object.keys(variables).concat(olds.leftover ?? []));
  for (const [key] of found) lost.delete(key);
  const leftover = [...lost].filter((key) => there.has(key));
  return { variables: Object.fromEntries(found), markers: Object.fromEntries(kept), unsettled, leftover };
}
