import type { Connection } from "../connection.ts";
import { isCoolifyError, UserError } from "../errors.ts";
import type { Kind, Wire } from "../kind.ts";
import { at, changedKeys, isSame, type Properties } from "../values.ts";
import { settled } from "./check.ts";

/** What must still be written to an object that was found, or nothing when it is gone again. */
export interface Found {
  uuid: string;
  pending: string[];
}

/** Ours by its mark, but somewhere else: moved by hand, or the remains of another layout. It is not touched. */
function requireSamePlace(kind: Kind, live: Properties, inputs: Properties, uuid: string): void {
  for (const path of kind.replaceOn) {
    const [has, wanted] = [at(live, path), at(inputs, path)];
    if (has === undefined || wanted === undefined || isSame(has, wanted)) continue;
    throw new UserError(
      `Coolify has this ${kind.type} already (${uuid}), but with ${path} ${JSON.stringify(has)} instead of ${JSON.stringify(wanted)}. Delete it at Coolify or move it back; then run the same command again.`,
    );
  }
}

/**
 * Takes over an object that is ours by stamp or by name: reads it once and says which wire keys differ from what is wanted.
 * @returns undefined when it vanished in the meantime
 */
export async function inspectFound(kind: Kind, connection: Connection, inputs: Properties, uuid: string): Promise<Found | undefined> {
  if (!kind.routes.update) return { uuid, pending: [] };
  try {
    const wire = (await connection.client.request(kind.routes.read, { params: { ...inputs, uuid } })) as Wire;
    const live = kind.fromWire(wire, inputs);
    requireSamePlace(kind, live, inputs, uuid);
    return { uuid, pending: changedKeys(kind.toWire(settled(kind, { ...inputs, ...live })), kind.toWire(inputs)) };
  } catch (error) {
    if (isCoolifyError(error, { status: 404 })) return undefined;
    throw error;
  }
}
