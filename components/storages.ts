import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication, ResolvedDatabase, ResolvedStorage } from "../config/resolved.ts";
import { Storage, type StorageArgs, VolumeBackup, type VolumeBackupArgs } from "../providers/coolify/resources.ts";
import { names } from "./names.ts";
import { inputOf, type Sources } from "./values.ts";

/** What they are mounted into. */
type At = Pick<StorageArgs, "coolify" | "owner" | "application" | "database">;

/** Volumes, directories and files of an application or a database, each with its backup where the YAML has one. */
export function storagesOf(
  resolved: ResolvedApplication | ResolvedDatabase,
  at: At,
  options: pulumi.CustomResourceOptions,
  sources: Sources,
): pulumi.Resource[] {
  const { name: owner, deleteData } = resolved;
  return resolved.storages.flatMap((storage) => {
    const { name, mountPath, previewSuffix, backup } = storage;
    const mount = { ...at, mountPath, ...sourceOf(storage, sources), ...(previewSuffix !== undefined && { previewSuffix }), deleteData };
    const made = new Storage(names.storage(owner, name), mount, options);
    if (!backup) return [made];
    const { settings, frequency, enabled, s3Storage } = backup;
    const schedule = { ...settings, ...at, storage: made.uuid, frequency, enabled, s3Storage, deleteData } as VolumeBackupArgs;
    return [made, new VolumeBackup(names.storageBackup(owner, name), schedule, options)];
  });
}

/** Volumes and binds bear their name at Coolify; the text of a file is a field of its own, since it is kept secret. */
function sourceOf({ name, source }: ResolvedStorage, sources: Sources): Pick<StorageArgs, "source" | "content"> {
  if (source.type === "volume" || source.type === "bind") return { source: { ...source, name } };
  if (source.type === "file")
    return { source: { type: "file" }, content: source.hidden ? inputOf(source.hidden, sources) : source.content };
  return { source };
}
