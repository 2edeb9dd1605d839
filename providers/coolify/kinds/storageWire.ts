import type { Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import type { Source } from "./storageFields.ts";

/** Both lists of an answer; Coolify knows two sorts of storage (contract 6). */
export function storageRows(answer: unknown): Wire[] {
  const { persistent_storages, file_storages } = (answer ?? {}) as Wire;
  return [...rowsOf(persistent_storages), ...rowsOf(file_storages)];
}

/** Which of the two sorts it is. The wrong word is a 404 when it is changed. */
export const typeOf = ({ type }: Source): string => (type === "volume" || type === "bind" ? "persistent" : "file");

/** What create makes of a name (trap T18); a change stores it as it is sent. */
export const createdName = (parent: string, name: string): string => `${parent}-${name}`;

/** The inputs that reach Coolify's columns. */
interface Settings {
  source: Source;
  content?: string | undefined;
  mountPath: string;
  previewSuffix: boolean;
}

function sourceToWire({ source, content }: Settings, parent: string): Wire {
  switch (source.type) {
    case "volume":
      return { name: createdName(parent, source.name) };
    case "bind":
      return { name: createdName(parent, source.name), host_path: source.hostPath };
    case "file":
      return { content: content ?? null };
    case "directory":
      return { is_directory: true, fs_path: source.fsPath };
    case "hostFile":
      return { is_host_file: true, fs_path: source.fsPath };
  }
}

export const storageToWire = (inputs: Settings, parent: string): Wire => ({
  type: typeOf(inputs.source),
  mount_path: inputs.mountPath,
  ...sourceToWire(inputs, parent),
  is_preview_suffix_enabled: inputs.previewSuffix,
});

function sourceFromWire(wire: Wire, parent: string): Wire {
  if (!("fs_path" in wire)) {
    const name = String(wire.name);
    const own = name.startsWith(`${parent}-`) ? name.slice(parent.length + 1) : name;
    return wire.host_path ? { type: "bind", name: own, hostPath: wire.host_path } : { type: "volume", name: own };
  }
  if (wire.is_directory) return { type: "directory", fsPath: wire.fs_path };
  return wire.is_host_file ? { type: "hostFile", fsPath: wire.fs_path } : { type: "file" };
}

/** The content of a file is hidden without read:sensitive (contract 1.7): then it stays as state has it. */
export const storageFromWire = (wire: Wire, parent: string): Wire => ({
  source: sourceFromWire(wire, parent),
  ...("content" in wire && { content: wire.content ?? undefined }),
  mountPath: wire.mount_path,
  previewSuffix: wire.is_preview_suffix_enabled,
});
