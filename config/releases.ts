import type { Fault } from "./fault.ts";
import type { ConfigFile } from "./files.ts";
import type { Place } from "./located.ts";
import { nearest } from "./nearest.ts";

/** What an environment runs, whatever its branch has become, and where that is written. */
export interface Pin {
  /** `production`, or `production/worker` for a further application with a source of its own. */
  target: string;
  /** A commit or a tag. */
  release: string;
  at: Place;
}

export type Pins = ReadonlyMap<string, Pin>;

/** The pins of a stack by what they pin. A pin for an environment that the stack does not have is a fault. */
export function pinsOf(file: ConfigFile | undefined, environments: readonly string[], faults: Fault[]): Map<string, Pin> {
  const pins = new Map<string, Pin>();
  for (const [target, { key, value }] of file?.located.entries ?? []) {
    const [environment = ""] = target.split("/");
    if (!environments.includes(environment)) {
      const suggestion = nearest(environment, environments);
      const known = suggestion === undefined ? `; known here: ${environments.join(", ")}` : "";
      faults.push({ ...key, path: target, value: target, reason: `no such environment in this stack${known}`, suggestion });
    } else if (value.kind === "scalar" && typeof value.value === "string") {
      pins.set(target, { target, release: value.value, at: value.at });
    }
  }
  return pins;
}

/** Pins of single applications, of which there is none that has a source of its own. */
export function strayPins(pins: Pins, targets: readonly string[]): Fault[] {
  const stray = [...pins.values()].filter(({ target }) => target.includes("/") && !targets.includes(target));
  const known = targets.length === 0 ? "" : `; known here: ${targets.join(", ")}`;
  return stray.map(({ target, at }) => ({
    ...at,
    path: target,
    value: target,
    reason: `no application of this name with a source of its own${known}; those that share the source follow the line of their environment`,
  }));
}
