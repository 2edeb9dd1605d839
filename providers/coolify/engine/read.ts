import type { Connection } from "../connection.ts";
import type { Owner } from "../fields.ts";
import type { Kind } from "../kind.ts";
import { only, type Properties, without } from "../values.ts";
import { liveInputs, liveWire } from "./live.ts";
import { type Parents, requireGone } from "./missing.ts";
import { keptResults } from "./results.ts";
import { readTags } from "./tags.ts";
import { UNFINISHED } from "./unfinished.ts";

export interface Read {
  /** Empty: it is gone. */
  id: string;
  inputs?: Properties;
  props?: Properties;
}

/** Whether what Coolify shows nowhere is still there: it is as long as what it lives in is. */
async function isBelieved(kind: Kind, connection: Connection, id: string, props: Properties): Promise<boolean> {
  if (kind.routes.read) return true;
  await requireGone(connection, (kind.parents ?? {}) as Parents, props, id);
  const gone = Object.keys(kind.parents ?? {}).some((key) => connection.missing.has(String(props[key])));
  if (!gone) connection.missing.delete(id);
  return !gone;
}

/** The version may be newer than when state was written; fields are checked against it in previews, those of children too. */
const ownerNow = async (connection: Connection, props: Properties): Promise<unknown> => {
  const owner = props.owner as Owner | undefined;
  return owner && { ...owner, version: await connection.version() };
};

/** What lives in nothing is given no owner: it tells it. */
const withoutOwner = (kind: Kind, inputs: Properties): Properties => (kind.parents ? inputs : without(inputs, ["owner"]));

/** An id that every team or every Coolify has says nothing about whose object it is; a uuid does, since others' are a 404. */
const isAmbiguous = (kind: Kind): boolean => (kind.idOf !== undefined && !kind.parents) || kind.idKey === "id";

/** What Coolify has now, in the form that `check` gives, so that a settled platform shows no difference. */
export async function read(kind: Kind, connection: Connection, id: string, props: Properties): Promise<Read> {
  if (isAmbiguous(kind)) await connection.verify(props.owner as Owner | undefined);
  const wire = (await isBelieved(kind, connection, id, props)) ? await liveWire(kind, connection, props, id, "any") : undefined;
  if (!wire) {
    await requireGone(connection, (kind.parents ?? {}) as Parents, props, id);
    return { id: "" };
  }
  const shown = kind.routes.read ? liveInputs(kind, wire, props) : liveInputs(kind, {}, props);
  const inputs = { ...withoutOwner(kind, shown), ...(await readTags(kind, connection, props, id)) };
  const results = { ...keptResults(kind, props), ...(kind.routes.read ? kind.results?.of(wire) : {}) };
  // What an earlier run left undone is not seen in the object: a validation, a secret that Coolify hides.
  const left = only(props, [UNFINISHED]);
  return { id, inputs, props: { ...results, ...inputs, ...left, uuid: id, owner: await ownerNow(connection, props) } };
}
