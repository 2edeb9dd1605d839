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
 */
export function diffOf(shape: ResourceShape, noun: string, olds: Properties, news: Properties): Diff {
  const replaces = leavingParents([noun], olds, news);
  const changes = hasUnknown(asked(news)) || replaces.length > 0 || changedKeys(asked(settled(shape, olds)), asked(news)).length > 0;
  return { changes, replaces, deleteBeforeReplace: true };
}
