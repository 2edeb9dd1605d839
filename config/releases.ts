import type { Fault } from "./fault.ts";
import type { ConfigFile } from "./files.ts";
import type { Place } from "./located.ts";
import { nearest } from "./nearest.ts";

/** What an environment runs, whatever its branch has become, and where that is written. */
export interface Pin {
  environment: string;
  /** A commit or a tag. */
  release: string;
  at: Place;
}

/** The pins of a stack by environment. A pin for an environment that the stack does not have is a fault. */
export function pinsOf(file: ConfigFile | undefined, environments: readonly string[], faults: Fault[]): Map<string, Pin> {
  const pins = new Map<string, Pin>();
  for (const [environment, { key, value }] of file?.located.entries ?? []) {
    if (!environments.includes(environment)) {
      const suggestion = nearest(environment, environments);
      const known = suggestion === undefined ? `; known here: ${environments.join(", ")}` : "";
      faults.push({ ...key, path: environment, value: environment, reason: `no such environment in this stack${known}`, suggestion });
    } else if (value.kind === "scalar" && typeof value.value === "string") {
      pins.set(environment, { environment, release: value.value, at: value.at });
    }
  }
  return pins;
}
