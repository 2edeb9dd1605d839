import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication, ResolvedStorage } from "../config/resolved.ts";
import { Storage, type StorageArgs, VolumeBackup, type VolumeBackupArgs } from "../providers/coolify/resources.ts";
import { names } from "./names.ts";

/** The application that they are mounted into. */
type At = Pick<StorageArgs, "coolify" | "owner" | "application">;

/** Volumes, directories and files of an application, each with its backup where the YAML has one. */
export function storagesOf(resolved: ResolvedApplication, at: At, options: pulumi.CustomResourceOptions): pulumi.Resource[] {
  const { name: owner, deleteData } = resolved;
  return resolved.storages.flatMap((storage) => {
    const { name, mountPath, previewSuffix, backup } = storage;
    const mount = { ...at, mountPath, ...sourceOf(storage), ...(previewSuffix !== undefined && { previewSuffix }), deleteData };
    const made = new Storage(names.storage(owner, name), mount, options);
    if (!backup) return [made];
    const { settings, frequency, enabled, s3Storage } = backup;
    const schedule = { ...settings, ...at, storage: made.uuid, frequency, enabled, s3Storage, deleteData } as VolumeBackupArgs;
    return [made, new VolumeBackup(names.storageBackup(owner, name), schedule, options)];
  });
}

/** Volumes and binds bear their name at Coolify; the text of a file is a field of its own, since it is kept secret. */
function sourceOf({ name, source }: ResolvedStorage): Pick<StorageArgs, "source" | "content"> {
  if (source.type === "volume" || source.type === "bind") return { source: { ...source, name } };
  if (source.type === "file") return { source: { type: "file" }, content: source.content };
  return { source };
}
