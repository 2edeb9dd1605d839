import { UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { Kind } from "../kind.ts";
import { hasUnknown, UNKNOWN } from "../unknown.ts";
import { at, isSame, only, type Properties, without } from "../values.ts";
import { settled } from "./check.ts";
import { differingKeys, isElsewhere } from "./live.ts";
import { isRespelt, respeltPaths } from "./respelt.ts";
import { requireFields } from "./since.ts";
import { tagsDiffer } from "./tags.ts";
import { unfinishedOf } from "./unfinished.ts";

export interface Diff {
  changes: boolean;
  replaces: string[];
  /** A twin would meet the domain of the one that still lives. What holds others goes last: they leave it in between. */
  deleteBeforeReplace: boolean;
}

/** Inputs that steer the program and reach no object; state must keep them up to date. One that is younger than state is at its default. */
const KEPT = ["coolify", "deleteData"] as const;
const keepsOthers = (kind: Kind, olds: Properties, wanted: Properties): boolean => {
  const before = settled(kind, only(olds, KEPT));
  return KEPT.some((key) => !isSame(before[key], wanted[key]));
};
/** Inputs that say nothing about the object: the owner is told by the parent, adopting is over. */
export const SILENT = ["__provider", "owner", "adopt"] as const;

/** Whether another object is needed. What was never named says nothing about the one that is there. */
function makesAnother(path: string, from: unknown, to: unknown): boolean {
  if (from === undefined || to === undefined) return false;
  // What is not known yet will hardly be what it was. A run must not tear down what its preview only called changed; the other way
  // round does no harm.
  return to === UNKNOWN || (!hasUnknown(to) && !isSame(from, to) && !isRespelt(path, from, to));
}

/** Inputs whose change makes another object. Something unknown above such an input is no reason: nothing is torn down on a guess. */
export function replacing(paths: readonly string[], before: Properties, after: Properties): string[] {
  const changed = paths.filter((path) => makesAnother(path, at(before, path), at(after, path)));
  return [...new Set(changed.map((path) => path.split(".")[0] ?? path))];
}

/**
 * Parents that will be other ones. The uuid of an object is unknown in a preview only when the object is made or made anew, so a child
 * whose parent is unknown goes with it.
 */
export function leavingParents(parents: readonly string[], before: Properties, after: Properties): string[] {
  return parents.filter((key) => {
    const [from, to] = [before[key], after[key]];
    return from !== undefined && from !== UNKNOWN && !isSame(from, to);
  });
}

/** Wire keys and steps whose state at Coolify, as far as ours knows, is not the wanted one. Those of an unfinished write count. */
export function pendingKeys(kind: Kind, olds: Properties, news: Properties): string[] {
  return [...new Set([...differingKeys(kind, settled(kind, olds), news), ...unfinishedOf(olds)])];
}

/** Inputs of which only some changes need another object. What is not known yet is taken for such a one. */
const sometimesReplacing = ({ replaceWhen = {} }: Kind, olds: Properties, wanted: Properties): string[] =>
  Object.keys(replaceWhen).filter((path) => at(wanted, path) === UNKNOWN || replaceWhen[path]?.(at(olds, path), at(wanted, path)));

function replacementsOf(kind: Kind, olds: Properties, wanted: Properties): string[] {
  const parents = kind.routes.move ? [] : leavingParents(Object.keys(kind.parents ?? {}), olds, wanted);
  const paths = [...kind.replaceOn, ...sometimesReplacing(kind, olds, wanted)];
  return [...new Set([...replacing(paths, olds, wanted), ...parents])];
}

/** Deleting takes what state says, so a permission that comes in the same run is too late. */
function requireNoLoss(kind: Kind, olds: Properties, replaces: readonly string[]): void {
  if (replaces.length === 0 || !kind.data?.lostByReplacement(olds) || olds.deleteData === true) return;
  throw new UserError(
    `${replaces.join(" and ")} cannot be changed in place: this ${kind.type} would be deleted and made anew, and its data would be lost. Take the change back; or, if the data may go, set deleteData: true, run \`up\`, and make the change after that.`,
  );
}

/** Compares what Coolify has (outputs; on refresh what was just read) with what is wanted. */
export function diff(kind: Kind, olds: Properties, news: Properties): Diff {
  const wanted = without(news, SILENT);
  const replaces = replacementsOf(kind, olds, wanted);
  requireNoLoss(kind, olds, replaces);
  requireFields(kind, wanted, (olds.owner as Owner | undefined)?.version);
  const changes =
    hasUnknown(wanted) ||
    replaces.length > 0 ||
    keepsOthers(kind, olds, wanted) ||
    respeltPaths(kind, olds, wanted).length > 0 ||
    isElsewhere(kind, olds, wanted) ||
    tagsDiffer(kind, olds, wanted) ||
    pendingKeys(kind, olds, wanted).length > 0;
  return { changes, replaces, deleteBeforeReplace: !kind.holdsOthers };
}
