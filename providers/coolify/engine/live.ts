import type { Connection } from "../connection.ts";
import { isCoolifyError } from "../errors.ts";
import { chosen, type Kind, type Wire } from "../kind.ts";
import { changedKeys, isSame, type Properties } from "../values.ts";
import { settled } from "./check.ts";
import { togetherWire } from "./together.ts";

/** How sure a read must be: what was read a moment ago will do for a refresh, not after a write. */
type Age = "any" | "fresh";

/** The object at Coolify, `undefined` where it is not there. What Coolify shows nowhere is an empty object. */
export async function liveWire(kind: Kind, connection: Connection, inputs: Properties, id: string, age: Age): Promise<Wire | undefined> {
  const reading = kind.routes.read && chosen(kind.routes.read, inputs);
  if (!reading) return {};
  const params = { ...inputs, uuid: id };
  const { client, lists } = connection;
  try {
    const shared = age === "any" ? await togetherWire(kind, connection, inputs, id) : undefined;
    if (shared) return shared;
    if (!reading.rows) return (await (age === "any" ? lists.one(reading, params) : client.request(reading, { params }))) as Wire;
    const rows = await (age === "any" ? lists.refreshed(reading, params) : lists.fresh(reading, params));
    return rows.find((row) => String(row[kind.idKey ?? "uuid"]) === id);
  } catch (error) {
    if (isCoolifyError(error, { status: 404 })) return undefined;
    throw error;
  }
}

/** Inputs as Coolify has them now. What it does not show stays as it was. */
export const liveInputs = (kind: Kind, wire: Wire, inputs: Properties): Properties =>
  settled(kind, { ...inputs, ...kind.fromWire(wire, inputs) });

/** Wire keys whose value at Coolify, as far as it is known, is not the wanted one. What is undefined is not sent and so left as it is, unless the update replaces everything. */
export const differingKeys = (kind: Kind, live: Properties, wanted: Properties): string[] => {
  const wire = kind.toWire(wanted);
  return changedKeys(kind.toWire(live), wire).filter((key) => kind.wholeUpdate || wire[key] !== undefined);
};

/** Inputs that say where an object is, for kinds that can be moved. */
export const PLACE = ["project", "environment"] as const;

/** Whether the object must be moved. */
export const isElsewhere = (kind: Kind, live: Properties, wanted: Properties): boolean =>
  kind.routes.move !== undefined && PLACE.some((key) => live[key] !== undefined && !isSame(live[key], wanted[key]));
