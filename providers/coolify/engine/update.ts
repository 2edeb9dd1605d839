import type { Connection } from "../connection.ts";
import type { Owner } from "../fields.ts";
import type { Kind } from "../kind.ts";
import { only, type Properties } from "../values.ts";
import { pendingKeys } from "./diff.ts";

/** One PATCH with the keys that changed, or nothing at all. */
export async function update(
  kind: Kind,
  connection: Connection,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: Properties }> {
  const keys = pendingKeys(kind, olds, news);
  const outs = { ...news, uuid: id, owner: olds.owner };
  if (keys.length === 0) return { outs };
  if (!kind.routes.update) throw new Error(`${kind.type} cannot be changed in place: ${keys.join(", ")}.`);
  const owner = await connection.verify(olds.owner as Owner | undefined);
  await connection.client.request(kind.routes.update, { params: { ...news, uuid: id }, body: only(kind.toWire(news), keys) });
  return { outs: { ...outs, owner } };
}
