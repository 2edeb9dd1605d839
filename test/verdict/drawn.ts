import type { Wished } from "../e2e/programs/wished.ts";
import { anotherForm, anotherObject, anotherValue, elsewhere, leftOut, movedEnvironment } from "./changes.ts";
import { added, anotherVariable, asAtFirst, broughtBack, dependentText, removed } from "./changesOfStack.ts";
import type { Draw } from "./draw.ts";
import { isLegal } from "./legal.ts";
import { isPeaceful } from "./peaceful.ts";
import type { Change } from "./scene.ts";

/** All sorts of change, and how often each is drawn. */
const SORTS: readonly (readonly [Change, number])[] = [
  [anotherValue, 8],
  [leftOut, 3],
  [anotherVariable, 4],
  [dependentText, 3],
  [elsewhere, 2],
  [movedEnvironment, 1],
  [anotherObject, 2],
  [anotherForm, 1],
  [removed, 2],
  [broughtBack, 3],
  [added, 1],
  [asAtFirst, 2],
];
const HAT: readonly Change[] = SORTS.flatMap(([change, times]) => Array<Change>(times).fill(change));

/** The stack after so many changes, and what they were. */
export function drawn(
  draw: Draw,
  before: readonly Wished[],
  base: readonly Wished[],
  count: number,
): { wishes: readonly Wished[]; changes: string[] } {
  let wishes = before;
  const changes: string[] = [];
  for (let turn = 0; changes.length < count && turn < count * 50; turn++) {
    const changed = draw.pick(HAT)?.(draw, { wishes, before, base });
    const touched = changed?.wishes.filter((wish) => !wishes.includes(wish)) ?? [];
    if (!changed || !touched.every(({ kind, args = {} }) => isLegal(kind, args)) || !isPeaceful(changed.wishes, before)) continue;
    wishes = changed.wishes;
    changes.push(changed.what);
  }
  if (changes.length < count) throw new Error(`Only ${changes.length} of ${count} changes found a place.`);
  return { wishes, changes };
}
