import type { Connection } from "../connection.ts";
import { UserError } from "../errors.ts";
import type { Kind, Lookups } from "../kind.ts";
import { isUuid } from "../lookup.ts";
import { at, type Properties } from "../values.ts";

/** Inputs, by the last part of their path, that take a name or a uuid of the same thing. */
const FINDERS: Readonly<Record<string, (lookups: Lookups, value: string, inputs: Properties) => Promise<{ uuid: string }>>> = {
  server: (lookups, value) => lookups.server(value),
  destination: async (lookups, value, { server }) => lookups.destination((await lookups.server(String(server))).uuid, value),
  privateKey: (lookups, value) => lookups.privateKey(value),
  key: (lookups, value) => lookups.privateKey(value),
  app: (lookups, value) => lookups.githubApp(value),
};

const finderOf = (path: string) => FINDERS[path.split(".").at(-1) ?? ""];

/** A name instead of a uuid, or the other way round: perhaps the same thing. Only Coolify can tell, and a preview asks nothing. */
export function isRespelt(path: string, from: unknown, to: unknown): boolean {
  if (typeof from !== "string" || typeof to !== "string" || !finderOf(path)) return false;
  return from !== to && isUuid(from) !== isUuid(to);
}

export const respeltPaths = (kind: Kind, olds: Properties, news: Properties): string[] =>
  kind.replaceOn.filter((path) => isRespelt(path, at(olds, path), at(news, path)));

/** @throws UserError where the other spelling means another thing: nothing is torn down that no preview showed */
export async function requireSameThings(kind: Kind, connection: Connection, olds: Properties, news: Properties): Promise<void> {
  for (const path of respeltPaths(kind, olds, news)) {
    const find = finderOf(path);
    const [from, to] = [String(at(olds, path)), String(at(news, path))];
    const [before, after] = await Promise.all([find?.(connection.lookups, from, olds), find?.(connection.lookups, to, news)]);
    if (before?.uuid === after?.uuid) continue;
    throw new UserError(
      `${path} was "${from}" and is now "${to}", which is another one (${after?.uuid}). That would be another ${kind.type}: write it in the same form as before, as a ${isUuid(from) ? "uuid" : "name"}, so that the preview can say so.`,
    );
  }
}
