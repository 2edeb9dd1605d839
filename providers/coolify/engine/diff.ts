import type { Kind } from "../kind.ts";
import { hasUnknown } from "../unknown.ts";
import { at, changedKeys, isSame, type Properties, without } from "../values.ts";
import { settled } from "./check.ts";

export interface Diff {
  changes: boolean;
  replaces: string[];
  /** A twin would meet the domain of the one that still lives. */
  deleteBeforeReplace: true;
}

/** Inputs whose change makes another object. One that is unknown or was never named does not: nothing is torn down on a guess. */
export function replacing(paths: readonly string[], before: Properties, after: Properties): string[] {
  const moved = paths.filter((path) => {
    const [from, to] = [at(before, path), at(after, path)];
    return from !== undefined && to !== undefined && !hasUnknown(to) && !isSame(from, to);
  });
  return [...new Set(moved.map((path) => path.split(".")[0] ?? path))];
}

/** Wire keys whose value at Coolify, as far as state knows, is not the wanted one. Keys of an unfinished write count. */
export function pendingKeys(kind: Kind, olds: Properties, news: Properties): string[] {
  const unfinished = Array.isArray(olds.unfinished) ? olds.unfinished.map(String) : [];
  return [...new Set([...changedKeys(kind.toWire(settled(kind, olds)), kind.toWire(news)), ...unfinished])];
}

/** Compares what Coolify has (outputs; on refresh what was just read) with what is wanted. */
export function diff(kind: Kind, olds: Properties, news: Properties): Diff {
  const wanted = without(news, ["__provider"]);
  const replaces = replacing(kind.replaceOn, olds, wanted);
  const changes =
    hasUnknown(wanted) || replaces.length > 0 || !isSame(olds.coolify, wanted.coolify) || pendingKeys(kind, olds, wanted).length > 0;
  return { changes, replaces, deleteBeforeReplace: true };
}
