import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "../connection.ts";
import { isCoolifyError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { Kind } from "../kind.ts";
import type { Properties } from "../values.ts";

const HAS_RESOURCES = /has resources/;

/** A parent is refused while children are still being deleted in the background: then it is asked again, otherwise it is explained. */
async function removeOnce(kind: Kind, connection: Connection, id: string, props: Properties): Promise<"asked" | "gone"> {
  const until = Date.now() + connection.pace.deletion;
  for (;;) {
    try {
      await connection.client.request(kind.routes.delete, { params: { ...props, uuid: id } });
      return "asked";
    } catch (error) {
      if (isCoolifyError(error, { status: 404 })) return "gone";
      const waits = isCoolifyError(error, { status: 400 }) && HAS_RESOURCES.test(error.reason) && connection.gone.busy;
      if (!waits || Date.now() > until) throw error;
      await sleep(connection.pace.pollMost);
    }
  }
}

/** Deletes and waits until it is really gone: until then it blocks its parent and its domains (contract 11). 404 is done. */
export async function remove(kind: Kind, connection: Connection, id: string, props: Properties): Promise<void> {
  await connection.verify(props.owner as Owner | undefined);
  const state = await removeOnce(kind, connection, id, props);
  if (state === "asked" && kind.deletedLater) await connection.gone.wait(kind, id);
  connection.lists.forget(kind.adopt.list, props);
}
