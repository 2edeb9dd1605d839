import type { Connection } from "../connection.ts";
import { type CoolifyApiError, isCoolifyError, UserError } from "../errors.ts";
import { get } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { type Properties, recordOf } from "../values.ts";

const HAS_RESOURCES = /has resources/;
/** Keys, sources, destinations and tokens: each noun has its own status and words (contract 11). */
const IN_USE = /has resources|in use|being used|attached resources|used by/;
const REFUSALS = [400, 409, 422];

/** Coolify keeps it because something else still needs it. */
export const isInTheWay = (error: unknown): error is CoolifyApiError =>
  REFUSALS.some((status) => isCoolifyError(error, { status })) && IN_USE.test((error as CoolifyApiError).reason);

/** Numbers of the environments that are to go, with their names. */
async function environmentsOf(connection: Connection, id: string, props: Properties): Promise<Map<unknown, unknown>> {
  const isEnvironment = typeof props.project === "string";
  const project = isEnvironment ? props.project : id;
  const { environments } = recordOf(await connection.client.request(get("/projects/{project}"), { params: { project } }));
  const rows = rowsOf(environments).filter((row) => !isEnvironment || row.uuid === id);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What keeps a project or an environment from being deleted, by name. */
export async function explained(connection: Connection, type: string, id: string, props: Properties, error: CoolifyApiError) {
  if (!HAS_RESOURCES.test(error.reason) || !error.path.startsWith("/projects/")) return error;
  const environments = await environmentsOf(connection, id, props);
  const rows = rowsOf(await connection.client.request(get("/resources"))).filter((row) => environments.has(row.environment_id));
  if (rows.length === 0) return error;
  const list = rows.map(
    (row) => `${String(row.type)} "${String(row.name)}" (${String(environments.get(row.environment_id))}, ${String(row.uuid)})`,
  );
  return new UserError(
    `This ${type} cannot be deleted, because it is not empty. In the way: ${list.join("; ")}. What holds data stays unless it says deleteData: true; what is not in the program was made by hand. Delete or move it, then run the same command again.`,
  );
}
