import type { Connection } from "../connection.ts";
import { isCoolifyError, UserError } from "../errors.ts";
import type { Kind, Wire } from "../kind.ts";
import { splitStamp } from "../stamp.ts";
import { at, isSame, type Properties } from "../values.ts";
import { findIt, findUnstamped, isInNewParent, mayExist } from "./find.ts";
import { differingKeys, isElsewhere, liveInputs, liveWire, PLACE } from "./live.ts";
import { leftByCreate } from "./wire.ts";

/** An object that is there, and what must still be done to it. */
export interface Found {
  uuid: string;
  /** Wire keys to write. */
  pending: string[];
  /** It must be brought into the right environment first. */
  elsewhere?: boolean;
  /** What Coolify told of it. */
  wire?: Wire;
  /** It was there before: its tags are not known, nor whether what follows a creation was done. */
  adopted?: boolean;
}

/** What differs and cannot be changed: another project, another server. */
function misplaced(kind: Kind, live: Properties, inputs: Properties): string | undefined {
  const movable: readonly string[] = kind.routes.move ? PLACE : [];
  const fixed = [...kind.replaceOn, ...Object.keys(kind.parents ?? {})].filter((path) => !movable.includes(path));
  const isOther = (path: string) => kind.replaceWhen?.[path]?.(at(live, path), at(inputs, path)) === true;
  return [...fixed, ...Object.keys(kind.replaceWhen ?? {}).filter(isOther)].find((path) => {
    const [has, wanted] = [at(live, path), at(inputs, path)];
    return has !== undefined && wanted !== undefined && !isSame(has, wanted);
  });
}

/** Reads the object once and says what is left to do. @returns undefined when it vanished in the meantime */
async function inspected(kind: Kind, connection: Connection, inputs: Properties, uuid: string) {
  const wire = await liveWire(kind, connection, inputs, uuid, "fresh");
  if (!wire) return undefined;
  const shown = kind.fromWire(wire, inputs);
  const live = liveInputs(kind, wire, inputs);
  const found: Found = {
    uuid,
    pending: differingKeys(kind, live, inputs),
    elsewhere: isElsewhere(kind, live, inputs),
    wire,
    adopted: true,
  };
  return { found, shown, misplaced: misplaced(kind, shown, inputs) };
}

/** @throws UserError where what is left to write would not make it the wanted one */
function taken(kind: Kind, inputs: Properties, found: Found): Found {
  const reason = kind.adopt?.refused?.(found.wire ?? {}, found.pending, inputs);
  if (reason) throw new UserError(`Coolify has this ${kind.type} already (${found.uuid}), but ${reason}. Then run the same command again.`);
  return found;
}

/** Takes over an object that is ours by stamp or by name. @throws UserError where it lies somewhere else: it is not touched */
export async function inspectFound(kind: Kind, connection: Connection, inputs: Properties, uuid: string): Promise<Found | undefined> {
  const seen = await inspected(kind, connection, inputs, uuid);
  if (!seen?.misplaced) return seen && taken(kind, inputs, seen.found);
  const [has, wanted] = [at(seen.shown, seen.misplaced), at(inputs, seen.misplaced)].map((value) => JSON.stringify(value));
  throw new UserError(
    `Coolify has this ${kind.type} already (${uuid}), but with ${seen.misplaced} ${has} instead of ${wanted}. Delete it at Coolify or move it back; then run the same command again.`,
  );
}

/** `adopt: true`: the one object of this name in this place that nobody's stamp marks. */
async function unstamped(kind: Kind, connection: Connection, inputs: Properties): Promise<Found | undefined> {
  const found: Found[] = [];
  for (const uuid of await findUnstamped(kind, connection, inputs)) {
    const seen = await inspected(kind, connection, inputs, uuid);
    if (seen && !seen.misplaced && !seen.found.elsewhere) found.push(seen.found);
  }
  if (found.length > 1)
    throw new UserError(
      `Coolify has ${found.length} objects that could be this ${kind.type} "${String(inputs.name)}": ${found.map(({ uuid }) => uuid).join(", ")}. Rename all but one at Coolify, or leave \`adopt\` out to make a new one.`,
    );
  return found[0] && taken(kind, inputs, found[0]);
}

/**
 * Whether what is found by name may be taken over without being asked: only inside a parent that is ours. A parent in state gives its
 * owner along; another one must carry a stamp (decision 16).
 */
async function isInOurParent(kind: Kind, connection: Connection, inputs: Properties): Promise<boolean> {
  if (inputs.owner !== undefined) return true;
  for (const [key, route] of Object.entries(kind.parents ?? {})) {
    if (inputs[key] === undefined || !route) continue;
    const parent = (await connection.client.request(route, { params: inputs })) as Wire;
    if (splitStamp(parent.description).stamp) return true;
  }
  return false;
}

/** What was found by name in somebody else's parent needs a word. */
async function requireOurs(kind: Kind, connection: Connection, inputs: Properties, uuid: string): Promise<void> {
  // A name with our stamp in it says whose it is.
  if (kind.adopt?.by !== "name" || kind.adopt.stampIn || inputs.adopt === true) return;
  if (!kind.routes.create || (await isInOurParent(kind, connection, inputs))) return;
  throw new UserError(
    `Coolify has a ${kind.type} of this name already (${uuid}), in a place that this program did not make. Choose another name, or give \`owner\` of the object it lives in to take it over.`,
  );
}

/** The object from an earlier run that was killed before its state was written, or one that is to be taken over. */
export async function findBefore(kind: Kind, connection: Connection, inputs: Properties): Promise<Found | undefined> {
  if (!kind.adopt || kind.adopt.createFirst || !mayExist(kind, connection, inputs)) return undefined;
  const uuid = await findIt(kind, connection, inputs, "any");
  // Made by Coolify with a parent of this very process: it has nothing but its name, and nobody else can have touched it.
  if (uuid && isInNewParent(kind, connection, inputs)) return { uuid, pending: leftByCreate(kind, inputs), adopted: true };
  if (uuid) {
    await requireOurs(kind, connection, inputs, uuid);
    return inspectFound(kind, connection, inputs, uuid);
  }
  return inputs.adopt === true && kind.adopt.by === "stamp" ? unstamped(kind, connection, inputs) : undefined;
}

/** An object that Coolify refused to make because it is there. */
export async function findTaken(kind: Kind, connection: Connection, inputs: Properties, error: unknown): Promise<Found | undefined> {
  if (kind.adopt?.by !== "name" || !isCoolifyError(error, { status: 409 })) return undefined;
  const uuid = await findIt(kind, connection, inputs, "fresh");
  if (!uuid) return undefined;
  await requireOurs(kind, connection, inputs, uuid);
  return inspectFound(kind, connection, inputs, uuid);
}
