import type { z } from "zod";
import type { Fault } from "./fault.ts";
import { type LocatedRecord, type Path, placeOf } from "./located.ts";
import type { ResolvedPreviews, ResolvedStorage, ResolvedTask, ResolvedValue } from "./resolved.ts";
import { argumentsOf } from "./settings/arguments.ts";
import { type Previews, type Storage, type Task, volumeBackupSettings } from "./settings/attachments.ts";
import { type maybeHidden, resolveValue, type WrittenValue } from "./variables.ts";

/** What hangs on a workload, finished. */

type Written<Schema extends z.ZodType> = Readonly<Record<string, z.infer<Schema>>>;

/** Five minutes, as Coolify has it. */
const TASK_TIMEOUT_SECONDS = 300;

/** Days after which a preview is cleaned up (PROD-2). */
const PREVIEW_LIFETIME_DAYS = 7;

/** Where a workload is another at Coolify than its name and its project say. */
export const atCoolify = ({ coolify_name, destination }: { coolify_name?: string | undefined; destination?: string | undefined }) => ({
  ...(coolify_name !== undefined && { coolifyName: coolify_name }),
  ...(destination !== undefined && { destination }),
});

/** A text that stands in no file, by its path among the arguments of the kind. */
export const hiddenText = (written: z.infer<ReturnType<typeof maybeHidden>> | undefined): Record<string, ResolvedValue> =>
  typeof written === "object" ? { "source.text": resolveValue(written, NO_DATABASES) } : {};

const NO_DATABASES = new Map<string, string>();

export function resolveTasks(written: Written<typeof Task>): ResolvedTask[] {
  return Object.entries(written).map(([name, { command, frequency, container, timeout, enabled }]) => ({
    name,
    command,
    frequency,
    ...(container !== undefined && { container }),
    timeoutSeconds: timeout ?? TASK_TIMEOUT_SECONDS,
    enabled,
  }));
}

/** Faults stand at the storage in `located`. */
export function resolveStorages(written: Written<typeof Storage>, located: LocatedRecord, faults: Fault[]): ResolvedStorage[] {
  return Object.entries(written).flatMap(([name, storage]) => {
    const fault = (key: string, reason: string): [] => {
      const path: Path = ["storages", name, key];
      faults.push({ ...placeOf(located, path), path: path.join("."), reason });
      return [];
    };
    const { type, host_path, content, backup } = storage;
    const needsPath = type === "bind" || type === "directory" || type === "host_file";
    if (needsPath && host_path === undefined) return fault("host_path", `missing; a storage of type ${type} needs the path on the server`);
    if (!needsPath && host_path !== undefined)
      return fault("host_path", `a ${type} has no path on the server; write type: bind, or remove it`);
    if (type !== "file" && content !== undefined) return fault("content", `a ${type} has no content; write type: file, or remove it`);
    if (backup !== undefined && (type === "file" || type === "host_file"))
      return fault("backup", "files cannot be backed up; volumes and directories can");
    return [build(name, storage)];
  });
}

function build(
  name: string,
  { path, type, host_path = "", content = "", preview_suffix, backup }: z.infer<typeof Storage>,
): ResolvedStorage {
  const sources = {
    volume: { type: "volume" },
    bind: { type: "bind", hostPath: host_path },
    file: { type: "file", ...(typeof content === "string" ? { content } : { content: "", hidden: resolveValue(content, NO_DATABASES) }) },
    directory: { type: "directory", fsPath: host_path },
    host_file: { type: "hostFile", fsPath: host_path },
  } as const;
  return {
    name,
    source: sources[type],
    mountPath: path,
    ...(preview_suffix !== undefined && { previewSuffix: preview_suffix }),
    ...(backup && {
      backup: {
        frequency: backup.frequency,
        enabled: backup.enabled,
        ...(backup.s3_storage !== undefined && { s3Storage: backup.s3_storage }),
        settings: argumentsOf(volumeBackupSettings, backup),
      },
    }),
  };
}

/** Undefined where pull requests are not deployed. */
export function resolvePreviews(
  written: z.infer<typeof Previews> | undefined,
  databases: ReadonlyMap<string, string>,
): ResolvedPreviews | undefined {
  if (!written?.enabled) return undefined;
  return {
    urlTemplate: written.url_template,
    openToPublic: written.open_to_public,
    variables: resolveVariables(written.variables, databases),
    lifetimeDays: written.lifetime ?? PREVIEW_LIFETIME_DAYS,
  };
}

/** Sorted by key. */
export function resolveVariables(
  written: Readonly<Record<string, WrittenValue>>,
  databases: ReadonlyMap<string, string>,
): Record<string, ResolvedValue> {
  const entries = Object.entries(written).map(([key, value]): [string, ResolvedValue] => [key, resolveValue(value, databases)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `{ database: main }` of a database that is not there. Templates were looked at when they were filled. */
export function databaseFaults(
  located: LocatedRecord,
  variables: Readonly<Record<string, WrittenValue>>,
  databases: ReadonlyMap<string, string>,
  describe: (key: string) => string,
  path: Path = ["variables"],
): Fault[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    if (typeof value !== "object" || !("database" in value) || databases.has(value.database)) return [];
    const at = [...path, name, "database"];
    return [{ ...placeOf(located, at), path: at.join("."), value: value.database, reason: describe(value.database) }];
  });
}
