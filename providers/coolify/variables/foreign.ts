import { UserError } from "../errors.ts";
import type { Wire } from "../kind.ts";
import type { Place } from "./place.ts";
import type { Sender } from "./sender.ts";

/** `${NAME}`, `$NAME`: each gets a row at every parse (contract 5.2). */
const REFERENCES = /\$\{?([A-Za-z_][A-Za-z0-9_.]*)/g;
/** `NAME: ${SERVICE_…}`: gets a row of its own name. */
const MAGIC = /([A-Za-z_][A-Za-z0-9_.]*)["']?\s*[=:]\s*["']?\$\{?SERVICE_/g;

const namesIn = (text: string): Set<string> =>
  new Set([...text.matchAll(REFERENCES), ...text.matchAll(MAGIC)].flatMap(([, name]) => (name ? [name] : [])));

/** Names that Coolify gives rows again whenever it parses the compose text, which any PATCH makes it do (contract 5.2). */
async function composeNames(sender: Sender, place: Place): Promise<Set<string>> {
  const owner = await sender.owner();
  if (!place.composed(owner)) return new Set();
  if (!("docker_compose_raw" in owner))
    throw new UserError(
      `This token may not see the compose text of the ${place.noun}, so nobody knows which variables belong to it. Give the token read:sensitive, or leave out \`exclusive\`.`,
    );
  return namesIn(String(owner.docker_compose_raw ?? ""));
}

/** Rows that an exclusive set does not want: neither in it nor made by Coolify itself. */
export async function foreignRows(sender: Sender, place: Place, rows: readonly Wire[], wanted: object): Promise<Wire[]> {
  const others = rows.filter((row) => !Object.hasOwn(wanted, String(row.key)) && !place.bornWithIt(row));
  if (others.length === 0 || place.noun === "database") return others;
  const names = await composeNames(sender, place);
  return others.filter((row) => !names.has(String(row.key)));
}
