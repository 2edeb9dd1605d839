import type { Container } from "../../compose/containers.ts";
import { BARE_SOURCES, hostPath, type Mount, mountsOf, volumeName, withoutOwnKeys } from "../../compose/mounts.ts";
import { entryOf, isYamlMap, textOf, type YamlValue } from "../../compose/values.ts";
import { fileStorages, persistentStorages } from "../../storages/tables.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import type { ApplicationRow } from "../tables.ts";

/** Where Coolify keeps the files of its applications on their servers. */
const APPLICATIONS_DIRECTORY = "/data/coolify/applications";

/** A mount as the generated file has it, and the docker volume to declare. */
export interface KeptMount {
  readonly entry: YamlValue;
  readonly volume?: string;
}

/** Volumes that lie on another machine have no row. */
const REMOTE_TYPES = ["cifs", "nfs"];

/** Keeps a storage row for each mount; docker's socket and /tmp have none. @param declared `volumes` of the whole text */
export function keepMounts(world: World, application: ApplicationRow, container: Container, declared: YamlValue | undefined): KeptMount[] {
  return mountsOf(container.config).flatMap((mount) => {
    if (mount.kind === "volume") {
      const options = entryOf(entryOf(declared, mount.source), "driver_opts");
      return REMOTE_TYPES.includes(textOf(entryOf(options, "type"))) ? [] : [keepVolume(world, application, mount)];
    }
    if (mount.kind !== "bind") return [{ entry: withoutOwnKeys(mount.entry) }];
    return [BARE_SOURCES.has(mount.source) ? { entry: joined(mount.source, mount) } : keepFile(world, application, mount)];
  });
}

function keepVolume(world: World, application: ApplicationRow, mount: Mount): KeptMount {
  const table = world.of(persistentStorages);
  const owner = ownerKey("applications", application);
  const name = volumeName(application.uuid, mount.source);
  const known = table.where("owner", owner).find((row) => row.name === name);
  if (known) table.update(known, { mount_path: mount.target });
  else table.insert({ owner, name, mount_path: mount.target });
  const entry = isYamlMap(mount.entry) ? withoutOwnKeys({ ...mount.entry, source: name }) : joined(name, mount);
  return { entry, volume: name };
}

/** The stored content wins over the text; without one it is a directory. */
function keepFile(world: World, application: ApplicationRow, mount: Mount): KeptMount {
  const table = world.of(fileStorages);
  const owner = ownerKey("applications", application);
  const fs_path = hostPath(mount.source, `${APPLICATIONS_DIRECTORY}/${application.uuid}`);
  const known = table.where("owner", owner).find((row) => row.mount_path === mount.target);
  if (known) table.update(known, { fs_path });
  else {
    const is_directory = mount.isDirectory === true || mount.content === null;
    table.insert({ owner, fs_path, mount_path: mount.target, content: mount.content, is_directory });
  }
  return { entry: joined(fs_path, mount) };
}

const joined = (source: string, { target, mode }: Mount): string => [source, target, ...(mode === null ? [] : [mode])].join(":");
