const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `30s`, `5m`, `1h`, `7d` in seconds; undefined for anything else, a bare number included. */
export function parseDuration(written: string): number | undefined {
  const match = /^(\d{1,6})([smhd])$/.exec(written);
  const seconds = SECONDS[match?.[2] ?? ""];
  return match === null || seconds === undefined ? undefined : Number(match[1]) * seconds;
}

const MIB: Record<string, number> = { k: 1 / 1024, m: 1, g: 1024 };

/** Docker starts nothing with less. */
const LEAST_MIB = 6;

/** `512M`, `1G` as Coolify's `512m`, `1g`; `0` for no limit; undefined for anything else, a bare number included. */
export function parseMemory(written: string): string | undefined {
  if (written === "0") return "0";
  const match = /^(\d{1,9}(?:\.\d{1,3})?)([KMG])$/i.exec(written);
  const unit = match?.[2]?.toLowerCase() ?? "";
  const mib = Number(match?.[1]) * (MIB[unit] ?? Number.NaN);
  return mib >= LEAST_MIB ? `${match?.[1]}${unit}` : undefined;
}

/** `0.25`, `1`, `1.0` as Coolify's text without idle zeros: `0.25`, `1`, `1`. `0` for no limit; undefined for anything else. */
export function parseCpus(written: string): string | undefined {
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(written)) return undefined;
  return String(Number(written));
}

/** A whole number between two bounds, both included. */
export function parseCount(written: string, least: number, most: number): number | undefined {
  if (!/^\d{1,9}$/.test(written)) return undefined;
  const count = Number(written);
  return count >= least && count <= most ? count : undefined;
}
