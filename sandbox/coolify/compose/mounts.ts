import { entryOf, isYamlMap, textOf, type YamlMap, type YamlValue } from "./values.ts";
import { type VolumeText, volumeOfText } from "./volumeText.ts";

/** A mount of a container, whatever its form. */
export interface Mount extends VolumeText {
  /** `volume`, `bind`, or what a long form says, such as `tmpfs`. */
  readonly kind: string;
  /** Only the long form can carry it. */
  readonly content: string | null;
  /** Of the long form: what it says; of the short form: undefined. */
  readonly isDirectory: boolean | undefined;
  readonly entry: YamlValue;
}

/** Host paths that are mounted as they are: no row is made for them. */
export const BARE_SOURCES = new Set(["/var/run/docker.sock", "/tmp", "/tmp/"]);

const isLocal = (source: string): boolean => /^(\.\/|\/|~|\.\.)/.test(source);

export function mountsOf(container: YamlMap): Mount[] {
  const volumes = entryOf(container, "volumes");
  if (!isYamlMap(volumes) && !Array.isArray(volumes)) return [];
  return Object.values(volumes).flatMap((entry) => mountOf(entry) ?? []);
}

function mountOf(entry: YamlValue): Mount | undefined {
  if (typeof entry === "string") {
    const text = volumeOfText(entry);
    return { ...text, kind: isLocal(text.source) ? "bind" : "volume", content: null, isDirectory: undefined, entry };
  }
  if (!isYamlMap(entry)) return undefined;
  const content = entryOf(entry, "content");
  const said = isSet(entryOf(entry, "isDirectory")) || isSet(entryOf(entry, "is_directory"));
  return {
    kind: textOf(entryOf(entry, "type")),
    source: textOf(entryOf(entry, "source")),
    target: textOf(entryOf(entry, "target")),
    mode: null,
    content: content === undefined || content === null ? null : textOf(content),
    isDirectory: said,
    entry,
  };
}

const isSet = (value: YamlValue | undefined): boolean => ![undefined, null, false, 0, "", "0"].includes(value as never);

/** `./conf` -> `<home>/conf`; without a last slash. */
export function hostPath(source: string, home: string): string {
  const path = source.startsWith(".") ? home + source.slice(1) : source.startsWith("~") ? home + source.slice(1) : source;
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** The docker volume that a named source becomes: `PG_Data.v3` -> `<uuid>_pg-datav3` (contract 13.3). */
export const volumeName = (uuid: string, source: string): string => `${uuid}_${slug(source)}`;

/** Laravel's `Str::slug`. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/_+/g, "-")
    .replaceAll("@", "-at-")
    .toLowerCase()
    .replace(/[^-a-z0-9\s]+/g, "")
    .replace(/[-\s]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** Long forms of volumes without what only Coolify reads. */
export function withoutOwnKeys(entry: YamlValue): YamlValue {
  if (!isYamlMap(entry)) return entry;
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !["content", "isDirectory", "is_directory"].includes(key)));
}
