import type { Connection } from "../connection.ts";
import { UnknownOutcomeError, UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import { chosen, type Kind, type Wire } from "../kind.ts";
import { only, type Properties } from "../values.ts";
import { type Found, findBefore, findTaken, inspectFound } from "./adopt.ts";
import type { Claim } from "./claims.ts";
import { findLost } from "./find.ts";
import { onceFree } from "./handedOver.ts";
import { InitFailed } from "./initFailed.ts";
import { move } from "./move.ts";
import { withUuids } from "./named.ts";
import { resultsOf } from "./results.ts";
import { requireFields } from "./since.ts";
import { writeTags } from "./tags.ts";
import { AFTER_WRITE, MOVE, TAGS } from "./unfinished.ts";
import { filledWire, leftByCreate } from "./wire.ts";
import { afterWrite, write } from "./write.ts";

export interface Created {
  id: string;
  outs: Properties;
}

/** One POST. A second one is never sent: after a lost answer the object is looked for instead. */
async function make(kind: Kind, connection: Connection, inputs: Properties): Promise<Found> {
  if (!kind.routes.create) throw new UserError(absent(kind, inputs));
  const wire = filledWire(kind, inputs);
  const extra = (await kind.toCreate?.(inputs, connection.lookups)) ?? {};
  const route = chosen(kind.routes.create, inputs);
  try {
    const body = { ...only(wire, chosen(kind.createKeys, inputs)), ...extra };
    const answer = (await onceFree(connection, () => connection.client.request(route, { params: inputs, body }))) as Wire;
    const uuid = String(answer[kind.idKey ?? "uuid"]);
    connection.created.add(uuid);
    return { uuid, pending: leftByCreate(kind, inputs), wire: answer };
  } catch (error) {
    const lost = error instanceof UnknownOutcomeError;
    const found = lost ? await recovered(kind, connection, inputs) : await findTaken(kind, connection, inputs, error);
    if (found) return found;
    if (!lost) throw error;
    throw new UserError(`${error.message} It is not there now. Run the same command again: it looks for it before making it.`);
  }
}

const absent = (kind: Kind, { name, container }: Properties) =>
  `Coolify has no ${kind.type} "${String(name ?? container)}" in there. It comes with its parent and cannot be made by itself: check the name.`;

/** What became of a POST without an answer. */
async function recovered(kind: Kind, connection: Connection, inputs: Properties): Promise<Found | undefined> {
  const uuid = await findLost(kind, connection, inputs);
  const found = uuid ? await inspectFound(kind, connection, inputs, uuid) : undefined;
  if (!found) return undefined;
  connection.created.add(found.uuid);
  const wire = filledWire(kind, inputs);
  const again = (kind.adopt?.rewritten ?? []).filter((key) => key in wire);
  return { ...found, pending: [...new Set([...found.pending, ...again])] };
}

/** Writes what create did not take. The object exists, so a failure here must not lose it (habit 12). */
async function finish(kind: Kind, connection: Connection, inputs: Properties, kept: Properties, found: Found): Promise<Created> {
  const { uuid, pending } = found;
  const base = { ...kept, uuid };
  const left = [...(found.elsewhere ? [MOVE] : []), ...pending, ...(found.adopted ? [TAGS] : []), AFTER_WRITE];
  try {
    if (found.elsewhere) await move(kind, connection, inputs, uuid);
    if (pending.length > 0 && kind.routes.update) await write(kind, connection, inputs, uuid, pending);
    // Create takes tags along; of an object that was found they are not known.
    if (found.adopted) await writeTags(kind, connection, inputs, uuid);
    await afterWrite(kind, connection, inputs, uuid, Object.keys(kind.toWire(inputs)));
    const told = found.adopted && pending.length > 0 ? undefined : found.wire;
    return { id: uuid, outs: { ...base, ...(await resultsOf(kind, connection, inputs, uuid, told)) } };
  } catch (error) {
    throw new InitFailed(uuid, { ...base, unfinished: left }, error);
  }
}

/** What there is exactly one of in its place: making it is a write to it. */
async function occupy(kind: Kind, connection: Connection, inputs: Properties, kept: Properties, uuid: string): Promise<Created> {
  const base = { ...kept, uuid };
  const keys = Object.keys(kind.toWire(inputs));
  await write(kind, connection, inputs, uuid, keys);
  try {
    await afterWrite(kind, connection, inputs, uuid, keys);
    return { id: uuid, outs: { ...base, ...(await resultsOf(kind, connection, inputs, uuid, undefined)) } };
  } catch (error) {
    throw new InitFailed(uuid, { ...base, unfinished: [AFTER_WRITE] }, error);
  }
}

/** Finds the object or makes it, then writes what is missing. After a POST nothing is read again (decision 18). */
async function bringAbout(kind: Kind, connection: Connection, claim: Claim, inputs: Properties): Promise<Created> {
  const owner = await connection.verify(inputs.owner as Owner | undefined);
  requireFields(kind, inputs, owner.version);
  const keys = kind.turns?.(inputs, Object.keys(kind.toWire(inputs))) ?? [];
  const inTurn = <Result>(work: () => Promise<Result>) => connection.turns.run(keys, work);
  const sent = await withUuids(kind, connection, inputs);
  const kept = { ...inputs, owner };
  if (kind.idOf) {
    const id = kind.idOf(inputs);
    claim.is(id, true);
    return inTurn(() => occupy(kind, connection, sent, kept, id));
  }
  const found = await inTurn(async () => (await findBefore(kind, connection, sent)) ?? (await make(kind, connection, sent)));
  claim.is(found.uuid, found.adopted === true);
  return onceFree(connection, () => inTurn(() => finish(kind, connection, sent, kept, found)));
}

/** @param claim what the resource gives is its own alone */
export async function create(kind: Kind, connection: Connection, claim: Claim, inputs: Properties): Promise<Created> {
  try {
    return await bringAbout(kind, connection, claim, inputs);
  } catch (error) {
    if (!(error instanceof InitFailed)) claim.failed();
    throw error;
  }
}
