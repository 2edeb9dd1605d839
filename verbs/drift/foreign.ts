import type { Connection } from "../../providers/coolify/connection.ts";
import { get } from "../../providers/coolify/kind.ts";
import { rowsOf } from "../../providers/coolify/rows.ts";
import { kindToken, type State } from "../pulumi/state.ts";

/** Something in our project that nobody described. */
export interface ForeignObject {
  /** `application`, `service`, `standalone-postgresql`, `environment`, in Coolify's words; `variable`. */
  type: string;
  name: string;
  /** Name of the environment that it is in, or of the application where it is a variable. */
  place: string;
  uuid?: string;
}

/** Comes with every project (contract 3). */
const BORN_WITH_PROJECT = "production";

/** What somebody made by hand in the project of a stack: two requests. Nothing where the project is gone. */
export async function foreignObjects({ client }: Connection, { resources }: State): Promise<ForeignObject[]> {
  const project = resources.find(({ type }) => type === kindToken("Project"))?.id;
  if (project === undefined) return [];
  const [detail, all] = await Promise.all([
    client.request(get("/projects/{project}"), { params: { project } }),
    client.request(get("/resources")),
  ]);
  const environments = rowsOf((detail as { environments?: unknown }).environments);
  const ours = new Set(resources.map(({ id }) => id));
  const rows = rowsOf(all).filter((row) => environments.some(({ id }) => id === row.environment_id));
  const foreign = rows.filter(({ uuid }) => !ours.has(String(uuid)));
  const others = environments.filter(
    ({ uuid, id, name }) =>
      !ours.has(String(uuid)) && (name !== BORN_WITH_PROJECT || rows.some(({ environment_id }) => environment_id === id)),
  );
  return [
    ...others.map(({ name, uuid }) => ({ type: "environment", name: String(name), place: "", uuid: String(uuid) })),
    ...foreign.map(({ type, name, uuid, environment_id }) => ({
      type: String(type),
      name: String(name),
      place: String(environments.find(({ id }) => id === environment_id)?.name ?? ""),
      uuid: String(uuid),
    })),
  ];
}
