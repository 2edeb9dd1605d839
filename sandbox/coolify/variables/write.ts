import type { World } from "../world/world.ts";
import type { VariablePolicy } from "./policy.ts";
import { type VariableRow, variables } from "./tables.ts";

/** Changes a row; an identical write leaves everything as it is, `updated_at` too. */
export function changeVariable(world: World, policy: VariablePolicy, row: VariableRow, changes: Partial<VariableRow>): void {
  const changed = world.of(variables).update(row, changes);
  if (changed && policy.changedMoveLast) world.of(variables).moveToEnd(row);
}
