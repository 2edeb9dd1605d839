import { AccessFile, type RIGHTS } from "./accessSchema.ts";
import type { Fault } from "./fault.ts";
import { type LocatedRecord, placeOf, plain } from "./located.ts";
import { nearest } from "./nearest.ts";

export type Right = (typeof RIGHTS)[number];

/** Who may do what (ASK-4). */
export interface Role {
  name: string;
  /** Names of people; `*` is everybody. */
  members: string[];
  may: Right[];
  /** Absent: everywhere. */
  stacks?: string[];
}

/** The roles of access.yaml. A stack that is not described is a fault. */
export function rolesOf(located: LocatedRecord | undefined, stacks: readonly string[], faults: Fault[]): Role[] {
  const { data } = AccessFile.safeParse(located === undefined ? {} : plain(located));
  return Object.entries(data ?? {}).map(([name, { members, may, stacks: where }]) => {
    for (const [index, stack] of (where ?? []).entries()) {
      if (located === undefined || stacks.includes(stack)) continue;
      const path = [name, "stacks", index];
      const suggestion = nearest(stack, stacks);
      const known = suggestion === undefined ? `; known: ${stacks.join(", ")}` : "";
      faults.push({ ...placeOf(located, path), path: path.join("."), value: stack, reason: `no such stack${known}`, suggestion });
    }
    return { name, members, may, ...(where && { stacks: where }) };
  });
}
