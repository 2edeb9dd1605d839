import { serverOfDestination } from "../servers/functional.ts";
import { findVariable } from "../variables/own.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { engineSpec } from "./engines.ts";
import { type DatabaseRow, databases } from "./tables.ts";

/** `rawurlencode`. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** A column, or the variable that stands for one. */
function valueOfColumn(world: World, database: DatabaseRow, column: string | undefined): string {
  if (column === undefined) return "";
  if (!/^[A-Z]/.test(column)) return String(database[column] ?? "");
  return findVariable(world, ownerKey(databases.name, database), column)?.value ?? "";
}

/** The number that a tag begins with; without one the oldest version. */
const versionOf = (image: string): number => Number.parseFloat(image.split(":")[1] ?? "") || 0;

function urlTo(world: World, database: DatabaseRow, host: string, port: number): string {
  const { scheme, user, usersSince = 0, password, path } = engineSpec(database.engine).url;
  const [name, secret] = [user, password].map((column) => encoded(valueOfColumn(world, database, column)));
  const login = versionOf(database.image) >= usersSince ? `${name}:${secret}` : secret;
  const place = path.replace(/\{(\w+)\}/, (_, column: string) => String(database[column] ?? ""));
  return `${scheme}://${login}@${host}:${port}${place}`;
}

/** For containers of the same network. */
export const internalUrl = (world: World, database: DatabaseRow): string =>
  urlTo(world, database, database.uuid, engineSpec(database.engine).url.port);

/** Through the public port; null without one (contract 12.1). */
export function externalUrl(world: World, database: DatabaseRow): string | null {
  if (!database.is_public || !database.public_port) return null;
  const server = serverOfDestination(world, database.destination_id);
  return urlTo(world, database, server?.ip ?? "", database.public_port);
}
