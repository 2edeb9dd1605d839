import type { Call } from "../http/call.ts";
import type { Mounted } from "./owners.ts";
import type { FileStorageRow, PersistentStorageRow } from "./tables.ts";

export const isFile = (row: PersistentStorageRow | FileStorageRow): row is FileStorageRow => "fs_path" in row;

/** A row as it is read from the database (contract 6); file contents are secret (contract 1.7). */
export function shownStorage(
  call: Call,
  row: PersistentStorageRow | FileStorageRow,
  { model, row: { id } }: Mounted,
): Record<string, unknown> {
  const { created_at, updated_at, is_preview_suffix_enabled, uuid } = row;
  const rest = { resource_type: model, resource_id: id, created_at, updated_at, is_preview_suffix_enabled, uuid };
  return isFile(row) ? { ...fileColumns(call, row), ...rest } : { ...volumeColumns(row), ...rest };
}

function volumeColumns({ id, name, mount_path, host_path }: PersistentStorageRow): Record<string, unknown> {
  return { id, name, mount_path, host_path, container_id: null };
}

function fileColumns({ sensitive }: Call, row: FileStorageRow): Record<string, unknown> {
  const { id, fs_path, mount_path, content, is_directory, is_host_file } = row;
  const secret = sensitive ? { content } : {};
  const marks = { chown: null, chmod: null, is_based_on_git: false, is_host_file, is_binary: false, is_too_large: false };
  return { id, fs_path, mount_path, ...secret, is_directory, ...marks };
}

/** In the list of a service the part stands beside its storage. */
export function listedStorage(call: Call, row: PersistentStorageRow | FileStorageRow, mounted: Mounted): Record<string, unknown> {
  const shown = shownStorage(call, row, mounted);
  return mounted.part ? { ...shown, resource_type: mounted.part, resource_uuid: mounted.row.uuid } : shown;
}

/** A row fresh from its creation: what was not set is not there yet. */
export function createdStorage(call: Call, row: PersistentStorageRow | FileStorageRow, mounted: Mounted): Record<string, unknown> {
  const shown = shownStorage(call, row, mounted);
  for (const column of ["container_id", "chown", "chmod", "is_based_on_git", "is_preview_suffix_enabled"]) delete shown[column];
  if (isFile(row) && row.is_directory) delete shown.content;
  if (isFile(row) && !row.is_host_file) delete shown.is_host_file;
  return shown;
}
