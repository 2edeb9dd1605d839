import type { Connection } from "../connection.ts";
import { isCoolifyError } from "../errors.ts";
import { del, get, type Kind, post, type Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { isSame, type Properties } from "../values.ts";

/** Coolify refuses a detachment that meets an attachment of the same tag (contract 21.1): one at a time in the whole team. */
const TURN = ["tags"];

const tagsOf = (properties: Properties): string[] | undefined =>
  Array.isArray(properties.tags) ? properties.tags.map(String).sort() : undefined;

/** Tags are managed where the inputs name them, be it an empty list; otherwise they are left alone. */
export const tagsDiffer = (kind: Kind, before: Properties, wanted: Properties): boolean =>
  kind.tags !== undefined && tagsOf(wanted) !== undefined && !isSame(tagsOf(before), tagsOf(wanted));

/** Tags of the object as Coolify has them now; nothing where they are not managed. In the order of the inputs where they are the same. */
export async function readTags(kind: Kind, connection: Connection, inputs: Properties, id: string): Promise<Properties> {
  const wanted = tagsOf(inputs);
  if (!kind.tags || !wanted) return {};
  const names = rowsOf(await connection.client.request(get(kind.tags), { params: { ...inputs, uuid: id } })).map((row) => String(row.name));
  return { tags: isSame(names.sort(), wanted) ? inputs.tags : names };
}

/** Attaches what is missing in one request, detaches what is not wanted any more. @param before undefined: not known, so it is read */
export async function writeTags(kind: Kind, connection: Connection, inputs: Properties, id: string, before?: string[]): Promise<void> {
  const wanted = tagsOf(inputs);
  if (!kind.tags || !wanted) return;
  const route = kind.tags;
  const params = { ...inputs, uuid: id };
  const read = async (): Promise<Wire[]> => rowsOf(await connection.client.request(get(route), { params }));
  await connection.turns.run(TURN, async () => {
    const rows = before?.every((name) => wanted.includes(name)) ? undefined : await read();
    const present = rows ? rows.map((row) => String(row.name)) : (before ?? []);
    const missing = wanted.filter((name) => !present.includes(name));
    if (missing.length > 0) await connection.client.request(post(route), { params, body: { tag_names: missing }, idempotent: true });
    for (const row of rows ?? [])
      if (!wanted.includes(String(row.name))) await detach(connection, route, { ...params, tag: String(row.uuid) });
  });
}

async function detach(connection: Connection, route: string, params: Properties): Promise<void> {
  try {
    await connection.client.request(del(`${route}/{tag}`), { params, idempotent: true });
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 })) throw error;
  }
}
