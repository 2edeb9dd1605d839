import { invalid, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { ResourceRow } from "../resources/kinds.ts";
import { isOn } from "../variables/keys.ts";
import type { Mounted, StoragePolicy } from "./owners.ts";
import { normalPath, pathFault, plainPath, rooted } from "./paths.ts";
import { type FileStorageRow, fileStorages, type PersistentStorageRow, persistentStorages } from "./tables.ts";

/** Where Coolify keeps the files that it mounts. */
const CONFIGURATION = "/data/coolify";

/** @throws Refusal 500 for a name that is taken */
export function newVolume(call: Call, mounted: Mounted, input: Bag): PersistentStorageRow {
  const name = `${mounted.row.uuid}-${input.name}`;
  requireFree(call, mounted, "name", name);
  const host_path = input.host_path ? rooted(input.host_path) : null;
  return call.world.of(persistentStorages).insert({ owner: mounted.key, name, mount_path: rooted(input.mount_path), host_path });
}

/** Where a file lies and is mounted. */
type Paths = Pick<FileStorageRow, "fs_path"> & { readonly mount_path: string };

/** A directory, a file of the host, or a file that Coolify writes. @throws Refusal */
export function newFile(call: Call, policy: StoragePolicy, resource: ResourceRow, mounted: Mounted, input: Bag): FileStorageRow {
  const is_directory = isOn(input.is_directory);
  const is_host_file = isOn(input.is_host_file);
  const paths = is_directory ? directoryPaths(input) : is_host_file ? hostFilePaths(input) : writtenPaths(policy, resource, input);
  requireFree(call, mounted, "mount_path", paths.mount_path);
  const content = is_directory || is_host_file || typeof input.content !== "string" ? null : input.content;
  return call.world.of(fileStorages).insert({ owner: mounted.key, ...paths, content, is_directory, is_host_file });
}

/** Nobody catches what the check of a directory's paths throws. @throws Refusal 500 */
function directoryPaths(input: Bag): Paths {
  const paths = { fs_path: rooted(input.fs_path), mount_path: rooted(input.mount_path) };
  if (pathFault("shell", paths.fs_path, "") ?? pathFault("shell", paths.mount_path, "")) throw serverError();
  return paths;
}

/** @throws Refusal 422 */
function hostFilePaths({ fs_path, mount_path }: Bag): Paths {
  refuse(pathFault("hostFile", String(fs_path), "host file source path"));
  refuse(pathFault("mount", String(mount_path), "host file destination path"));
  return { fs_path: normalPath(fs_path), mount_path: plainPath(mount_path) };
}

/** @throws Refusal 422 */
function writtenPaths({ kind }: StoragePolicy, { uuid }: ResourceRow, input: Bag): Paths {
  refuse(pathFault("mount", String(input.mount_path), "file storage path"));
  const mount_path = plainPath(input.mount_path);
  return { fs_path: normalPath(`${CONFIGURATION}/${kind.path}/${uuid}${mount_path}`), mount_path };
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw invalid({ mount_path: fault });
}

/** A unique index stands behind the names of volumes and the paths of files. @throws Refusal 500 */
export function requireFree({ world }: Call, { key }: Mounted, column: "name" | "mount_path", value: unknown, self?: object): void {
  const rows = column === "name" ? world.of(persistentStorages).where("owner", key) : world.of(fileStorages).where("owner", key);
  if (rows.some((row) => row !== self && (row as unknown as Bag)[column] === value)) throw serverError();
}
