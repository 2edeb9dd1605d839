import { splitStamp } from "../../../providers/coolify/stamp.ts";
import { called, type Found, type FoundWorkload } from "../found.ts";
import type { Seen } from "./database.ts";
import { storagesOf } from "./database.ts";
import type { Properties, Reader } from "./reader.ts";
import { variablesOf } from "./variables.ts";

/** An application with what hangs on it. */
export async function lookAtApplication({ reader, foreign }: Seen, row: Properties, environment: string): Promise<FoundWorkload> {
  const uuid = String(row.uuid);
  const isCompose = row.build_pack === "dockercompose";
  const what = called({ kind: "Application", name: String(row.name), environment });
  const composeDomains = isCompose ? composeServices(row.docker_compose_domains) : undefined;
  const wanted = {
    destination: "?",
    description: splitStamp(row.description).description,
    tags: [],
    preDeployment: { container: "?" },
    postDeployment: { container: "?" },
    ...(composeDomains && { composeDomains }),
    ...(await accessOf(reader, row)),
  };
  const [found, variables, storages, tasks] = await Promise.all([
    reader.read("Application", uuid, environment, wanted),
    reader.rows("/applications/{uuid}/envs", { uuid }),
    reader.ask("/applications/{uuid}/storages", uuid),
    reader.rows("/applications/{uuid}/scheduled-tasks", { uuid }),
  ]);
  const compose = isCompose ? String(row.docker_compose_raw ?? "") : undefined;
  return {
    ...found,
    kind: "Application",
    variables: variablesOf(variables, { what, compose, isBorn: isOfBuildPack }, foreign),
    storages: await storagesOf(reader, storages, { application: uuid }, environment, isCompose),
    tasks: await tasksOf(reader, tasks, { application: uuid }, environment),
    backups: [],
  };
}

/** Coolify gives each nixpacks application this one by itself (contract 16.3): nobody set it. */
const isOfBuildPack = ({ key, value, is_runtime }: Properties): boolean =>
  key === "NIXPACKS_NODE_VERSION" && is_runtime === false && (value === "22" || value === undefined);

export const tasksOf = (reader: Reader, rows: readonly Properties[], owner: Properties, environment: string): Promise<Found[]> =>
  Promise.all(rows.map((one) => reader.read("ScheduledTask", String(one.uuid), environment, owner)));

/** Services of the compose file that have an address, in a form that asks for them. */
function composeServices(text: unknown): Properties | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  const map = JSON.parse(text) as Record<string, { domain?: unknown } | null>;
  const names = Object.keys(map).filter((name) => map[name]?.domain);
  return names.length > 0 ? Object.fromEntries(names.map((name) => [name, { domains: [] }])) : undefined;
}

/** A repository's GitHub App and key are numbers in Coolify's answer (trap T21): their names are looked up. */
async function accessOf(reader: Reader, { source_id, private_key_id, git_repository, build_pack }: Properties): Promise<Properties> {
  if (build_pack === "dockerimage" || !git_repository) return {};
  const reference = { repository: git_repository, branch: "main" };
  if (source_id) return { source: { type: "githubApp", app: await nameIn(reader, "/github-apps", source_id), ...reference } };
  if (private_key_id) return { source: { type: "deployKey", key: await nameIn(reader, "/security/keys", private_key_id), ...reference } };
  return {};
}

/** Names may repeat: then the uuid says which is meant. */
async function nameIn(reader: Reader, route: string, id: unknown): Promise<unknown> {
  const rows = await reader.rows(route);
  const one = rows.find((row) => row.id === id);
  const name = splitStamp(one?.name).description;
  return rows.filter((row) => splitStamp(row.name).description === name).length > 1 ? one?.uuid : name;
}
