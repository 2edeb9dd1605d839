import { check } from "../../providers/coolify/engine/check.ts";
import type { Kind } from "../../providers/coolify/kind.ts";
import { at, type Properties } from "../../providers/coolify/values.ts";
import { fieldsOf, variantsOf } from "./leaves.ts";
import { otherValues } from "./otherValues.ts";
import { filled, withAt } from "./references.ts";
import { variants } from "./variants.ts";

/** References filled with made-up texts. */
const made = (kind: Kind, given: Properties) =>
  filled(given, (_, output) => (output === "owner" ? undefined : `some-${output}`), kind.type) as Properties;

/** Inputs that show all fields of a kind: its example, further ones by hand, and the example with other options and what it leaves out. */
export function setsOf(kind: Kind): [string, Properties][] {
  const byHand = Object.entries({ "as in its example": kind.example, ...variants[kind.type] });
  const options = variantsOf(kind.input, kind.example).map(({ path: place, mark, value }): [string, Properties] => [
    `with ${place} ${mark}`,
    withAt(kind.example, place, value),
  ]);
  const isLegal = ([, given]: [string, Properties]) => check(kind, made(kind, given)).failures.length === 0;
  const silent = fieldsOf(kind.input, kind.example).filter(
    ({ path: place }) => at(kind.example, place) === undefined && !place.includes("."),
  );
  const filledIn = silent.map(({ path: place, peeled }): [string, Properties] => [
    `with ${place}`,
    withAt(kind.example, place, otherValues(peeled, undefined)[0]),
  ]);
  return [...byHand, ...[...options, ...filledIn].filter(isLegal)].map(([title, given]) => [title, made(kind, given)]);
}
