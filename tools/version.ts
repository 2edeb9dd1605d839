/** A released version of a tool: major, minor, patch. */
export type Version = [major: number, minor: number, patch: number];

/** The oldest Node that runs this project (undici 8 asks for it). The same floor stands in `tools/run`, which is sh. */
export const NODE_FLOOR: Version = [22, 19, 0];

/** The oldest Pulumi CLI that is used when a person brings their own: the first whose import files take outputs. */
export const PULUMI_FLOOR: Version = [3, 254, 0];

/** The first `1.2.3` in a text such as `v3.259.0`, `go version go1.26.8 linux/amd64` or `3.300.0-alpha.1`; undefined when there is none. */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** True when `version` is `floor` or newer. An unreadable version is not. */
export function isAtLeast(version: Version | undefined, floor: Version): boolean {
  if (version === undefined) return false;
  const different = version.findIndex((part, index) => part !== floor[index]);
  return different < 0 || (version[different] ?? 0) > (floor[different] ?? 0);
}

/** `3.254.0` */
export function formatVersion(version: Version): string {
  return version.join(".");
}
