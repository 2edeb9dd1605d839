import type { Connection } from "../connection.ts";
import { pause } from "../deadline.ts";
import { isCoolifyError, UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import { chosen, type Kind } from "../kind.ts";
import type { Properties } from "../values.ts";
import { certainly } from "./certain.ts";
import { explained, isInTheWay } from "./inTheWay.ts";
import { liveWire } from "./live.ts";
import { withUuids } from "./named.ts";
import { tellSurvivors, volumesOf } from "./volumes.ts";

/**
 * What others need is refused while they are still being deleted in the background, and one that was named by text may not even have
 * been asked to go, since Pulumi knows of no dependency: then it is asked again, otherwise it is explained.
 */
async function removeOnce(kind: Kind, connection: Connection, id: string, props: Properties): Promise<"asked" | "gone"> {
  const route = kind.routes.delete && chosen(kind.routes.delete, props);
  if (!route) return "gone";
  const until = Date.now() + connection.pace.deletion;
  let patience = PATIENCE;
  const send = () => connection.client.request(route, { params: { ...props, uuid: id } });
  const isGone = async () => (await liveWire(kind, connection, props, id, "fresh")) === undefined;
  for (;;) {
    try {
      await certainly(connection, send, isGone);
      return "asked";
    } catch (error) {
      if (isCoolifyError(error, { status: 404 })) return "gone";
      if (!isInTheWay(error)) throw error;
      const waits = connection.gone.busy || patience-- > 0;
      if (!waits || Date.now() > until) throw await explained(connection, kind.type, id, props, error);
      await pause(connection.pace.pollMost);
    }
  }
}

/** How often it is asked again although nothing is known to be going. */
const PATIENCE = 2;

/** Data goes only where the resource says so, in state: what is written in the program now may never have been confirmed. */
function requirePermission(kind: Kind, id: string, props: Properties): void {
  if (kind.data?.onDelete !== "refused" || props.deleteData === true) return;
  throw new UserError(
    `This ${kind.type} (${id}) holds data and is not deleted. If the data may go: set deleteData: true, run \`up\`, then delete it. To leave it at Coolify and forget it here: pulumi state delete.`,
  );
}

/** What cannot be deleted is left as its kind says. */
async function leave(kind: Kind, connection: Connection, id: string, props: Properties): Promise<void> {
  const route = kind.routes.update && chosen(kind.routes.update, props);
  if (!kind.whenRemoved || !route) return;
  const sent = await withUuids(kind, connection, props);
  const params = { ...sent, uuid: id };
  const body = kind.whenRemoved(sent);
  const isThere = async () => (await liveWire(kind, connection, props, id, "fresh")) === undefined;
  try {
    await certainly(connection, () => connection.client.request(route, { params, body }), isThere);
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 })) throw error;
  }
}

/** Deletes and waits until it is really gone: until then it blocks its parent and its domains (contract 11). 404 is done. */
export async function remove(kind: Kind, connection: Connection, id: string, props: Properties): Promise<void> {
  requirePermission(kind, id, props);
  await connection.verify(props.owner as Owner | undefined);
  if (!kind.routes.delete) return leave(kind, connection, id, props);
  const survivors = await volumesOf(kind, connection, id, props);
  const list = kind.adopt && chosen(kind.adopt.list, props);
  const keys = kind.turns?.(props, [], id) ?? [];
  const state = await connection.turns.run(keys, () => removeOnce(kind, connection, id, props));
  if (state === "asked" && kind.deletedLater && list) await connection.gone.wait(kind.type, list, id);
  if (list) connection.lists.forget(list, props);
  connection.missing.add(id);
  tellSurvivors(connection, kind, props, survivors);
}
