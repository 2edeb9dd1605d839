import { chosen, type Kind } from "../../providers/coolify/kind.ts";
import { fill } from "../../providers/coolify/path.ts";
import { at, changedKeys, isSame, type Properties } from "../../providers/coolify/values.ts";
import { readsOf, type Sent, writesOf } from "./recorder.ts";

/** How a change of one field reaches Coolify. */
export type Way = "replace" | "move" | "tags" | "update" | "nothing";

const isBelow = (path: string, above: string) => path === above || path.startsWith(`${above}.`) || above.startsWith(`${path}.`);

export function wayOf(kind: Kind, path: string, before: Properties, after: Properties): Way {
  const top = path.split(".")[0] ?? "";
  // Tags that are not named any more stay as they are.
  if (kind.tags && top === "tags") return after.tags === undefined ? "nothing" : "tags";
  if (kind.routes.move && (top === "project" || top === "environment")) return "move";
  // What was never named is no reason to tear down (engine/diff.ts).
  const wasNamed = at(before, path) !== undefined && at(after, path) !== undefined;
  const parents = Object.keys(kind.parents ?? {});
  if (!kind.routes.move && parents.some((key) => before[key] !== undefined && !isSame(before[key], after[key]))) return "replace";
  const replacing = [...kind.replaceOn, ...parents];
  if (wasNamed && replacing.some((one) => isBelow(path, one) && !isSame(at(before, one), at(after, one)))) return "replace";
  return changedKeys(kind.toWire(before), kind.toWire(after)).length > 0 ? "update" : "nothing";
}

/** The body keys of the one write that a change in place is, sorted; none when there is nothing to be written. */
export function updateKeys(kind: Kind, before: Properties, after: Properties, uuid: string): string[] {
  const wire = kind.toWire(after);
  const changed = changedKeys(kind.toWire(before), wire).filter((key) => wire[key] !== undefined);
  if (changed.length === 0) return [];
  const whole = kind.wholeUpdate ? Object.keys(wire).filter((key) => wire[key] !== undefined) : changed;
  return [...new Set([...whole, ...Object.keys(kind.besideUpdate?.(after, uuid, before) ?? {})])].sort();
}

export const updateLine = (kind: Kind, inputs: Properties, uuid: string): string => {
  const route = kind.routes.update && chosen(kind.routes.update, inputs);
  return route ? `${route.method} ${fill(route, { ...inputs, uuid })}` : "no route";
};

export const shown = ({ method, path, body }: Sent): string =>
  `${method} ${path} ${Object.keys(body ?? {})
    .sort()
    .join(" ")}`.trim();

/** What was sent besides what a change in place of these keys may send; empty when all is well. */
export function surplus(kind: Kind, keys: readonly string[], sent: readonly Sent[]): string[] {
  // What follows from a write is the declaration's business; without one there is exactly one write and nothing is read.
  const [, ...more] = writesOf(sent);
  const moved = kind.results?.movedBy.some((key) => keys.includes(key));
  return [...(kind.afterWrite ? [] : more), ...(kind.afterWrite || moved ? [] : readsOf(sent))].map(shown);
}
