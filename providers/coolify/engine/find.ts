import type { Connection } from "../connection.ts";
import { pause } from "../deadline.ts";
import { UserError } from "../errors.ts";
import { type Adopt, chosen, type Kind, type Reading, type Wire } from "../kind.ts";
import { splitStamp } from "../stamp.ts";
import type { Properties } from "../values.ts";

export type Age = "any" | "fresh";

const idOf = (kind: Kind, row: Wire): string => String(row[kind.idKey ?? "uuid"]);

/** Whose stamp a row carries. */
const stampOf = ({ stampIn = "description" }: Adopt, row: Wire): string | undefined => splitStamp(row[stampIn]).stamp;

const hasName = (adopt: Adopt, row: Wire, inputs: Properties): boolean =>
  adopt.same ? adopt.same(row, inputs) : splitStamp(row.name).description === inputs.name;

function single(kind: Kind, rows: readonly Wire[], inputs: Properties): string | undefined {
  const found = rows.map((row) => idOf(kind, row));
  if (found.length > 1)
    throw new UserError(
      `Coolify has ${found.length} objects for one ${kind.type} (${String(inputs.stamp ?? inputs.name ?? "")}): ${found.join(" and ")}. Delete the one that is not used, or take the mark out of its description; then run the same command again.`,
    );
  return found[0];
}

function listOf(kind: Kind, inputs: Properties): { adopt: Adopt; list: Reading } {
  if (!kind.adopt) throw new Error(`${kind.type} is never searched for.`);
  return { adopt: kind.adopt, list: chosen(kind.adopt.list, inputs) };
}

/** The list in which objects of this kind stand beside each other. */
const rowsFor = (kind: Kind, connection: Connection, inputs: Properties, age: Age): Promise<Wire[]> => {
  const { list } = listOf(kind, inputs);
  return age === "any" ? connection.lists.get(list, inputs) : connection.lists.fresh(list, inputs);
};

/** The object by its stamp, or by what is unique in its parent. */
export async function findIt(kind: Kind, connection: Connection, inputs: Properties, age: Age): Promise<string | undefined> {
  const { adopt } = listOf(kind, inputs);
  const rows = await rowsFor(kind, connection, inputs, age);
  const isIt = (row: Wire) => (adopt.by === "stamp" ? stampOf(adopt, row) === inputs.stamp : hasName(adopt, row, inputs));
  return single(kind, rows.filter(isIt), inputs);
}

/**
 * Objects that bear the name, but nobody's stamp: candidates for `adopt: true`.
 * @throws UserError when there is only one that carries the stamp of another stack
 */
export async function findUnstamped(kind: Kind, connection: Connection, inputs: Properties): Promise<string[]> {
  const { adopt } = listOf(kind, inputs);
  const named = (await rowsFor(kind, connection, inputs, "any")).filter((row) => hasName(adopt, row, inputs));
  const free = named.filter((row) => stampOf(adopt, row) === undefined);
  const [taken] = named;
  if (free.length === 0 && taken)
    throw new UserError(
      `Coolify has a ${kind.type} "${String(inputs.name)}" (${idOf(kind, taken)}), but it belongs to ${String(stampOf(adopt, taken))}. It is not taken over. Choose another name, or leave \`adopt\` out to make a second one.`,
    );
  return free.map((row) => idOf(kind, row));
}

/** The parents that this very process made: nothing is in them but what Coolify itself puts there (decision 17). */
export const isInNewParent = (kind: Kind, connection: Connection, inputs: Properties): boolean =>
  Object.keys(kind.parents ?? {}).some((key) => connection.created.has(String(inputs[key])));

export const isBornWithParent = (kind: Kind, inputs: Properties): boolean =>
  kind.adopt?.bornWithParent?.includes(String(inputs.name)) ?? false;

/** Whether the object may be there although state does not know it. What cannot be made must be. */
export const mayExist = (kind: Kind, connection: Connection, inputs: Properties): boolean =>
  !kind.routes.create || !isInNewParent(kind, connection, inputs) || isBornWithParent(kind, inputs);

/** The object whose making got no answer. The request may still be running at the server, so it is looked for more than once (contract 21.7). */
export async function findLost(kind: Kind, connection: Connection, inputs: Properties): Promise<string | undefined> {
  for (const look of connection.pace.looks) {
    await pause(look);
    const found = await findIt(kind, connection, inputs, "fresh");
    if (found) return found;
  }
  return undefined;
}
