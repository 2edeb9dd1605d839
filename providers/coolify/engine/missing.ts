import type { Connection } from "../connection.ts";
import { isCoolifyError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { Route } from "../kind.ts";
import type { Properties } from "../values.ts";

/** What an object lives in: input with the uuid → how that one is read. */
export type Parents = Readonly<Record<string, Route | undefined>>;

/** Whether the parent is there. Asked once a process for each; what was found gone before is not asked for. */
async function isThere(connection: Connection, route: Route, props: Properties, uuid: string): Promise<boolean> {
  if (connection.missing.has(uuid)) return false;
  const known = connection.parents.get(uuid);
  const asked =
    known ??
    connection.client.request(route, { params: props }).then(
      () => true,
      (error: unknown) => {
        if (isCoolifyError(error, { status: 404 })) return false;
        throw error;
      },
    );
  connection.parents.set(uuid, asked);
  // A failure is nobody's answer later on.
  asked.catch(() => connection.parents.delete(uuid));
  return asked;
}

/**
 * To be asked before a 404 is believed: another team's objects, and those of another Coolify, are a 404 too. The token must still see
 * the team that owns the object, and what it lives in must answer, be it that this is gone as well.
 * @throws UserError the token is another team's. @throws CoolifyApiError the parent may not be read
 */
export async function requireGone(connection: Connection, parents: Parents, props: Properties, id: string): Promise<void> {
  await connection.verify(props.owner as Owner | undefined);
  for (const [key, route] of Object.entries(parents)) {
    const uuid = props[key];
    if (typeof uuid !== "string" || !route) continue;
    if (!(await isThere(connection, route, props, uuid))) connection.missing.add(uuid);
  }
  connection.missing.add(id);
}
