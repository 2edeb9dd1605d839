import type { Connection } from "../connection.ts";
import { isCoolifyError, UnknownOutcomeError, UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { Kind, Wire } from "../kind.ts";
import { only, type Properties, without } from "../values.ts";
import { type Found, inspectFound } from "./adopt.ts";
import { findBefore, findLost, findNow } from "./find.ts";
import { InitFailed } from "./initFailed.ts";

export interface Created {
  id: string;
  outs: Properties;
}

/** Nothing is said about fields that stay empty: create has its own defaults for them. */
const filled = (wire: Wire): Wire => Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== null && value !== undefined));

/** An object that Coolify refused to make because it is there. */
async function taken(kind: Kind, connection: Connection, inputs: Properties, error: unknown): Promise<string | undefined> {
  const byName = kind.adopt.by === "name" && isCoolifyError(error, { status: 409 });
  return byName ? findNow(kind, connection, inputs) : undefined;
}

/** One POST. A second one is never sent: after a lost answer the object is looked for instead. */
async function make(kind: Kind, connection: Connection, inputs: Properties): Promise<Found> {
  const wire = filled(kind.toWire(inputs));
  const extra = (await kind.toCreate?.(inputs, connection.lookups)) ?? {};
  const pending = Object.keys(without(wire, kind.createKeys));
  const route = kind.routes.create(inputs);
  try {
    const body = { ...only(wire, kind.createKeys), ...extra };
    const { uuid } = (await connection.client.request(route, { params: inputs, body })) as { uuid: string };
    connection.created.add(uuid);
    return { uuid, pending };
  } catch (error) {
    const lost = error instanceof UnknownOutcomeError;
    const uuid = lost ? await findLost(kind, connection, inputs) : await taken(kind, connection, inputs, error);
    const found = uuid && (await inspectFound(kind, connection, inputs, uuid));
    const again = lost ? (kind.adopt.rewritten ?? []).filter((key) => key in wire) : [];
    if (found) return { uuid: found.uuid, pending: [...new Set([...found.pending, ...again])] };
    if (!lost) throw error;
    throw new UserError(`${error.message} It is not there now. Run the same command again: it looks for it before making it.`);
  }
}

/** Writes what create did not take. The object exists, so a failure here must not lose it (habit 12). */
async function finish(kind: Kind, connection: Connection, inputs: Properties, owner: Owner, { uuid, pending }: Found): Promise<Created> {
  const outs = { ...inputs, uuid, owner };
  if (pending.length === 0 || !kind.routes.update) return { id: uuid, outs };
  try {
    const body = only(kind.toWire(inputs), pending);
    await connection.client.request(kind.routes.update, { params: { ...inputs, uuid }, body });
    return { id: uuid, outs };
  } catch (error) {
    throw new InitFailed(uuid, { ...outs, unfinished: pending }, error);
  }
}

/** Finds the object or makes it, then writes what is missing. After a POST nothing is read again (decision 18). */
export async function create(kind: Kind, connection: Connection, inputs: Properties): Promise<Created> {
  const owner = await connection.verify(inputs.owner as Owner | undefined);
  const uuid = await findBefore(kind, connection, inputs);
  const found = uuid && (await inspectFound(kind, connection, inputs, uuid));
  return finish(kind, connection, inputs, owner, found || (await make(kind, connection, inputs)));
}
