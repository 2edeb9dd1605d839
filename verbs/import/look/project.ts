import type { Connection } from "../../../providers/coolify/connection.ts";
import type { Host } from "../../../providers/coolify/host.ts";
import { rowsOf } from "../../../providers/coolify/rows.ts";
import { EXIT, Failure } from "../../failure.ts";
import { called, type Foreign, type FoundProject, type FoundWorkload, type Owner } from "../found.ts";
import { lookAtApplication } from "./application.ts";
import { lookAtDatabase, type Seen } from "./database.ts";
import { type Properties, type Reader, readerOf } from "./reader.ts";
import { lookAtService } from "./service.ts";
import { variablesOf } from "./variables.ts";

/**
 * Reads a project and everything in it. Sends nothing but reads.
 *
 * @throws Failure where the project belongs to a stack already
 */
export async function lookAtProject(connection: Connection, host: Host, wanted: string, owner: Owner): Promise<FoundProject> {
  const reader = readerOf(connection, host, owner);
  const { uuid } = await connection.lookups.project(wanted);
  const [project, detail, all] = await Promise.all([
    reader.read("Project", uuid, "", {}),
    reader.ask("/projects/{uuid}", uuid),
    reader.rows("/resources"),
  ]);
  requireUnowned(project.inputs.stamp, project.name);
  const rows = rowsOf((detail as { environments?: unknown }).environments);
  const environments = await Promise.all(
    rows.map(({ uuid: one, name }) => reader.read("Environment", String(one), String(name), { project: uuid })),
  );
  const foreign: Foreign[] = [];
  const inside = all.filter((row) => rows.some(({ id }) => id === row.environment_id));
  const seen: Seen = {
    reader,
    foreign,
    databases: inside.some(isDatabase) ? await reader.ask("/databases") : [],
    s3: await s3Of(reader, inside),
  };
  const looked = await Promise.all(inside.map((row) => lookAt(seen, row, String(rows.find(({ id }) => id === row.environment_id)?.name))));
  const shared = await sharedOf(
    reader,
    uuid,
    environments.map(({ name }) => name),
    foreign,
  );
  const workloads = looked.filter((one): one is FoundWorkload => !isOwned(one, foreign));
  return { project, environments, workloads, shared, foreign };
}

const isDatabase = ({ type }: Properties) => type !== "application" && type !== "service";

/** S3 storages are asked for only where a schedule may need one. */
const s3Of = async (reader: Reader, inside: readonly Properties[]) =>
  inside.some(isDatabase) ? (await reader.rows("/s3-storages")).map(({ name }) => String(name)) : [];

function lookAt(seen: Seen, row: Properties, environment: string): Promise<FoundWorkload> {
  if (row.type === "application") return lookAtApplication(seen, row, environment);
  return row.type === "service" ? lookAtService(seen, row, environment) : lookAtDatabase(seen, row, environment);
}

/** What carries the mark of a stack is that stack's (decision 16). */
function isOwned(one: FoundWorkload, foreign: Foreign[]): boolean {
  const stamp = one.inputs.stamp;
  if (stamp === undefined) return false;
  foreign.push({
    what: called(one),
    reason: `it belongs to the stack "${stackOf(stamp)}" already: its description ends with the mark of it`,
  });
  return true;
}

function requireUnowned(stamp: unknown, name: string): void {
  if (stamp === undefined) return;
  throw new Failure(
    EXIT.usage,
    `The project "${name}" belongs to the stack "${stackOf(stamp)}" already: its description ends with the mark of it.`,
    `If that stack is one of this fleet, \`pf up ${stackOf(stamp)}\` finds all of it again. If it is nobody's any more, take the mark out of the description in Coolify.`,
  );
}

const stackOf = (stamp: unknown) => String(stamp).split("/")[0];

/** Contract 5.3. Those of the team are not the project's: platform.yaml may have them. */
async function sharedOf(
  reader: Reader,
  uuid: string,
  environments: readonly string[],
  foreign: Foreign[],
): Promise<FoundProject["shared"]> {
  const isBorn = () => false;
  const ofEnvironment = async (environment: string) => {
    const rows = await reader.rows("/projects/{uuid}/environments/{environment}/envs", { uuid, environment });
    return [environment, variablesOf(rows, { what: `shared variables of ${environment}`, isBorn }, foreign)] as const;
  };
  const [project, ...others] = await Promise.all([
    reader
      .rows("/projects/{uuid}/envs", { uuid })
      .then((rows) => variablesOf(rows, { what: "shared variables of the project", isBorn }, foreign)),
    ...environments.map(ofEnvironment),
  ]);
  return { project, environments: Object.fromEntries(others) };
}
