import { settled } from "../engine/check.ts";
import { type Diff, leavingParents } from "../engine/diff.ts";
import type { ResourceShape } from "../shape.ts";
import { hasUnknown } from "../unknown.ts";
import { changedKeys, type Properties, without } from "../values.ts";

/** The owner says nothing about what is deployed. */
const asked = (properties: Properties) => without(properties, ["owner"]);

/**
 * Compares what a run was asked for with what is asked for now. A field that is younger than the state is at its default.
 * @param noun input with the uuid of what is deployed
 * @param idle inputs that are no reason for a run
 */
export function diffOf(shape: ResourceShape, noun: string, olds: Properties, news: Properties, idle: readonly string[] = []): Diff {
  const replaces = leavingParents([noun], olds, news);
  const [before, wanted] = [without(asked(settled(shape, olds)), idle), without(asked(news), idle)];
  const changes = hasUnknown(wanted) || replaces.length > 0 || changedKeys(before, wanted).length > 0;
  return { changes, replaces, deleteBeforeReplace: true };
}
