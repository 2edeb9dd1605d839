import type { Connection } from "../../providers/coolify/connection.ts";
import type { Host } from "../../providers/coolify/host.ts";
import { get } from "../../providers/coolify/kind.ts";
import { rowsOf } from "../../providers/coolify/rows.ts";
import { splitStamp } from "../../providers/coolify/stamp.ts";

type Properties = Record<string, unknown>;

/** Who owns what is taken over, as state keeps it. */
export interface Owner {
  team: number;
  since: string;
  version: string;
}

/** An object as Coolify has it, in the words of its kind. */
export interface Found {
  kind: string;
  uuid: string;
  name: string;
  /** Coolify's environment name. */
  environment: string;
  inputs: Properties;
  outputs: Properties;
}

/** An application or a database with what hangs on it. */
export interface FoundWorkload extends Found {
  /** Of the production rows; what is hidden has no value. */
  variables: Record<string, { value?: string; isShownOnce: boolean }>;
  storages: Found[];
  tasks: Found[];
}

/** What cannot be taken over, and why: it stays as it is, and nobody touches it. */
export interface Foreign {
  what: string;
  reason: string;
}

export interface FoundProject {
  project: Found;
  environments: Found[];
  workloads: FoundWorkload[];
  foreign: Foreign[];
}

/** Reads a project and everything in it. Sends nothing but reads. */
export async function lookAtProject(connection: Connection, host: Host, wanted: string, owner: Owner): Promise<FoundProject> {
  const { client, lookups } = connection;
  const { uuid } = await lookups.project(wanted);
  const read = reader(host, owner);
  const [project, detail, all] = await Promise.all([
    read("Project", uuid, "", {}),
    client.request(get("/projects/{uuid}"), { params: { uuid } }),
    client.request(get("/resources")),
  ]);
  const rows = rowsOf((detail as { environments?: unknown }).environments);
  const environments = await Promise.all(
    rows.map(({ uuid: one, name }) => read("Environment", String(one), String(name), { project: uuid })),
  );
  const foreign: Foreign[] = [];
  const inside = rowsOf(all).filter((row) => rows.some(({ id }) => id === row.environment_id));
  const workloads = await Promise.all(
    inside.map(async (row) => {
      const environment = String(rows.find(({ id }) => id === row.environment_id)?.name);
      const kind = row.type === "application" ? "Application" : row.type === "service" ? "Service" : "Database";
      if (kind === "Service") {
        foreign.push({ what: `service ${String(row.name)} (${environment})`, reason: "services are not taken over yet" });
        return undefined;
      }
      return workload(connection, read, { kind, row, environment });
    }),
  );
  return { project, environments, workloads: workloads.filter((one) => one !== undefined), foreign };
}

type Read = (kind: string, uuid: string, environment: string, props: Properties) => Promise<Found>;

const reader =
  (host: Host, owner: Owner): Read =>
  async (kind, uuid, environment, props) => {
    const read = await host.get(`coolify:${kind}`).read(uuid, { ...props, owner });
    const inputs = read.inputs ?? {};
    return { kind, uuid, name: String(inputs.name ?? ""), environment, inputs, outputs: read.props ?? {} };
  };

interface Row {
  kind: "Application" | "Database";
  row: Properties;
  environment: string;
}

async function workload({ client }: Connection, read: Read, { kind, row, environment }: Row): Promise<FoundWorkload> {
  const uuid = String(row.uuid);
  const noun = kind === "Application" ? "application" : "database";
  const below = (what: string) => client.request(get(`/${noun}s/{uuid}/${what}`), { params: { uuid } });
  const access = kind === "Application" ? await accessOf(client, row) : {};
  const { description } = splitStamp(row.description);
  const [found, variables, storages, tasks] = await Promise.all([
    read(kind, uuid, environment, { destination: "?", description, ...access }),
    below("envs"),
    below("storages"),
    kind === "Application" ? below("scheduled-tasks") : [],
  ]);
  const { persistent_storages, file_storages } = (storages ?? {}) as Properties;
  const stored = [...rowsOf(persistent_storages), ...rowsOf(file_storages)];
  return {
    ...found,
    variables: variablesOf(rowsOf(variables)),
    storages: await Promise.all(stored.map((one) => read("Storage", String(one.uuid), environment, { [noun]: uuid }))),
    tasks: await Promise.all(rowsOf(tasks).map((one) => read("ScheduledTask", String(one.uuid), environment, { [noun]: uuid }))),
  };
}

/** A repository's GitHub App and key are numbers in Coolify's answer (trap T21): their names are looked up. */
async function accessOf(
  client: Connection["client"],
  { source_id, private_key_id, git_repository, build_pack }: Properties,
): Promise<Properties> {
  const nameIn = async (path: string, id: unknown) => rowsOf(await client.request(get(path))).find((one) => one.id === id)?.name;
  if (build_pack === "dockerimage" || !git_repository) return {};
  const reference = { repository: git_repository, branch: "main" };
  if (source_id) return { source: { type: "githubApp", app: await nameIn("/github-apps", source_id), ...reference } };
  if (private_key_id) return { source: { type: "deployKey", key: await nameIn("/security/keys", private_key_id), ...reference } };
  return {};
}

function variablesOf(rows: Properties[]): FoundWorkload["variables"] {
  const production = rows.filter((row) => !row.is_preview && !isOfBuildPack(row));
  return Object.fromEntries(
    production.map(({ key, real_value, value, is_shown_once }) => {
      const text = typeof value === "string" ? value : value === null ? "" : real_value;
      return [String(key), { ...(typeof text === "string" && { value: text }), isShownOnce: is_shown_once === true }];
    }),
  );
}

/** Coolify gives each application its build pack's settings by itself (contract 16.3): nobody set them. */
const isOfBuildPack = ({ key, is_runtime }: Properties) => /^(NIXPACKS|RAILPACK)_/.test(String(key)) && is_runtime === false;
