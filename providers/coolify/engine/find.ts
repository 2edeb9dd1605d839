import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "../connection.ts";
import { UserError } from "../errors.ts";
import type { Kind, Wire } from "../kind.ts";
import { splitStamp } from "../stamp.ts";
import type { Properties } from "../values.ts";

const isIt = (kind: Kind, row: Wire, inputs: Properties) =>
  kind.adopt.by === "stamp" ? splitStamp(row.description).stamp === inputs.stamp : row.name === inputs.name;

function single(kind: Kind, rows: readonly Wire[], inputs: Properties): string | undefined {
  const found = rows.filter((row) => isIt(kind, row, inputs)).map((row) => String(row.uuid));
  if (found.length > 1)
    throw new UserError(
      `Coolify has ${found.length} objects for one ${kind.type} (${String(inputs.stamp ?? inputs.name)}): ${found.join(" and ")}. Delete the one that is not used, or take the mark out of its description; then run the same command again.`,
    );
  return found[0];
}

/**
 * Whether the object may be there although state does not know it. In a parent that this process made there is nothing but what
 * Coolify itself puts there (decision 17).
 */
function mayExist({ adopt }: Kind, connection: Connection, inputs: Properties): boolean {
  const parent = adopt.parent && inputs[adopt.parent];
  if (typeof parent !== "string" || !connection.created.has(parent)) return true;
  return adopt.bornWithParent?.includes(String(inputs.name)) ?? false;
}

/** The object from an earlier run that was killed before its state was written. */
export async function findBefore(kind: Kind, connection: Connection, inputs: Properties): Promise<string | undefined> {
  if (!mayExist(kind, connection, inputs)) return undefined;
  return single(kind, await connection.lists.get(kind.adopt.list, inputs), inputs);
}

/** The object as Coolify has it now. */
export async function findNow(kind: Kind, connection: Connection, inputs: Properties): Promise<string | undefined> {
  return single(kind, await connection.lists.fresh(kind.adopt.list, inputs), inputs);
}

/** The object whose making got no answer. The request may still be running at the server, so it is looked for more than once (contract 21.7). */
export async function findLost(kind: Kind, connection: Connection, inputs: Properties): Promise<string | undefined> {
  for (const pause of connection.pace.looks) {
    await sleep(pause);
    const found = await findNow(kind, connection, inputs);
    if (found) return found;
  }
  return undefined;
}
