import { rowsOf } from "../../../providers/coolify/rows.ts";
import { called, type Foreign, type FoundWorkload } from "../found.ts";
import { tasksOf } from "./application.ts";
import type { Seen } from "./database.ts";
import type { Properties } from "./reader.ts";
import { variablesOf } from "./variables.ts";

/** A service with what hangs on it. Volumes and files are what its compose text says. */
export async function lookAtService({ reader, foreign }: Seen, row: Properties, environment: string): Promise<FoundWorkload> {
  const uuid = String(row.uuid);
  const what = called({ kind: "Service", name: String(row.name), environment });
  const [found, detail, variables, storages, tasks] = await Promise.all([
    reader.read("Service", uuid, environment, { destination: "?", connectToDockerNetwork: false, tags: [] }),
    reader.ask("/services/{uuid}", uuid) as Promise<Properties>,
    reader.rows("/services/{uuid}/envs", { uuid }),
    reader.ask("/services/{uuid}/storages", uuid) as Promise<Properties>,
    reader.rows("/services/{uuid}/scheduled-tasks", { uuid }),
  ]);
  foreign.push(...settledParts(detail, what), ...filesOf(storages, what));
  const compose = String(detail.docker_compose_raw ?? "");
  return {
    ...found,
    kind: "Service",
    variables: variablesOf(variables, { what, compose, isBorn: ({ is_coolify }) => is_coolify === true }, foreign),
    storages: [],
    tasks: await tasksOf(reader, tasks, { service: uuid }, environment),
    backups: [],
  };
}

/** Settings of a container, with what Coolify has of them by itself. */
const PART_SETTINGS: Record<string, unknown[]> = {
  human_name: [null, ""],
  description: [null, ""],
  exclude_from_status: [false],
  is_log_drain_enabled: [false],
  is_gzip_enabled: [true],
  is_stripprefix_enabled: [true],
  is_force_https_enabled: [true],
  is_public: [false],
};

/** Containers that somebody gave settings of their own, besides their addresses. */
function settledParts({ applications, databases }: Properties, what: string): Foreign[] {
  return [...rowsOf(applications), ...rowsOf(databases)].flatMap((part) => {
    const own = Object.keys(PART_SETTINGS).filter((key) => key in part && !PART_SETTINGS[key]?.includes(part[key]));
    if (own.length === 0) return [];
    return [{ what: `${what} container ${String(part.name)}`, reason: `the YAML has no words for its ${own.join(", ")}` }];
  });
}

/** Coolify takes the contents of files out of the text once it has read them (contract 13.3). */
const filesOf = ({ file_storages }: Properties, what: string): Foreign[] =>
  rowsOf(file_storages)
    .filter(({ content, is_directory }) => is_directory !== true && typeof content === "string" && content !== "")
    .map(({ mount_path }) => ({
      what: `${what} file ${String(mount_path)}`,
      reason: "Coolify keeps its text apart from the compose text; it stays there, and the YAML does not have it",
    }));
