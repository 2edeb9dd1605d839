import { chosen, type Kind, type Wire } from "../kind.ts";
import { isSame, type Properties, without } from "../values.ts";

/** Nothing is said about fields that stay empty: create has its own defaults for them. */
export const filledWire = (kind: Kind, inputs: Properties): Wire =>
  Object.fromEntries(Object.entries(kind.toWire(inputs)).filter(([, value]) => value !== null && value !== undefined));

/** Wire keys that create does not take or does not keep, and that a new object does not have by itself. */
export const leftByCreate = (kind: Kind, inputs: Properties): string[] =>
  Object.entries(without(filledWire(kind, inputs), chosen(kind.createKeys, inputs)))
    .filter(([key, value]) => !(kind.bornWith && key in kind.bornWith && isSame(kind.bornWith[key], value)))
    .map(([key]) => key);
