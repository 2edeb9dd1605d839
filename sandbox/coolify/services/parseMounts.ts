import { BARE_SOURCES, hostPath, type Mount, mountsOf, volumeName, withoutOwnKeys } from "../compose/mounts.ts";
import { entryOf, isYamlMap, textOf, type YamlValue } from "../compose/values.ts";
import { fileStorages, persistentStorages } from "../storages/tables.ts";
import type { World } from "../world/world.ts";
import type { Parsed } from "./parse.ts";
import { partOwner } from "./partRows.ts";
import type { ServiceRow } from "./tables.ts";

/** Where Coolify keeps the files of its services on their servers. */
const SERVICES_DIRECTORY = "/data/coolify/services";

/** A mount as the generated file has it. */
export interface ShownMount {
  readonly entry: YamlValue;
  /** The docker volume to declare. */
  readonly volume: string | undefined;
}

/** Keeps a storage row for each mount; docker's socket and /tmp have none (contract 13.3, "Volumes"). */
export function keepMounts(world: World, service: ServiceRow, one: Parsed, declared: YamlValue | undefined): ShownMount[] {
  const { container, part } = one;
  const owner = partOwner(world, part);
  const mounts = mountsOf(container.config).filter((mount) => mount.kind !== "volume" || !isRemote(entryOf(declared, mount.source)));
  return mounts.map((mount) => {
    if (mount.kind === "volume") return keepVolume(world, service, owner, mount);
    if (mount.kind === "bind" && !BARE_SOURCES.has(mount.source)) return keepFile(world, service, owner, mount);
    return { entry: mount.kind === "bind" ? joined(mount.source, mount) : withoutOwnKeys(mount.entry), volume: undefined };
  });
}

/** Volumes of network file systems are left to docker: no row, and not in the generated file. */
const isRemote = (volume: YamlValue | undefined): boolean =>
  ["nfs", "cifs"].includes(textOf(entryOf(entryOf(volume, "driver_opts"), "type")));

function keepVolume(world: World, service: ServiceRow, owner: string, mount: Mount): ShownMount {
  const table = world.of(persistentStorages);
  const name = volumeName(service.uuid, mount.source);
  const known = table.where("owner", owner).find((row) => row.name === name);
  if (known) table.update(known, { mount_path: mount.target });
  else table.insert({ owner, name, mount_path: mount.target });
  const entry = isYamlMap(mount.entry) ? withoutOwnKeys({ ...mount.entry, source: name }) : joined(name, mount);
  return { entry, volume: name };
}

/** The stored file wins over the text; without one and without content it is a directory. */
function keepFile(world: World, service: ServiceRow, owner: string, mount: Mount): ShownMount {
  const table = world.of(fileStorages);
  const fs_path = hostPath(mount.source, `${SERVICES_DIRECTORY}/${service.uuid}`);
  const known = table.where("owner", owner).find((row) => row.mount_path === mount.target);
  if (known) table.update(known, { fs_path, updated_at: world.now() });
  else {
    const is_directory = mount.isDirectory === true || mount.content === null;
    table.insert({ owner, fs_path, mount_path: mount.target, content: mount.content, is_directory });
  }
  return { entry: joined(fs_path, mount), volume: undefined };
}

const joined = (source: string, { target, mode }: Mount): string => [source, target, ...(mode === null ? [] : [mode])].join(":");
