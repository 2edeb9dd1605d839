import { ConfigError, type Fault } from "../../config/fault.ts";
import { loadFleet, stacksOf } from "../../config/load.ts";
import type { Context } from "../context.ts";
import { EXIT, type Exit } from "../failure.ts";

export interface Validation {
  valid: boolean;
  /** Stacks that are described, each with the files that it is made of. Empty where something is wrong. */
  stacks: { name: string; kind: string; files: string[] }[];
  /** Everything that is wrong, in the order of files and lines. */
  faults: readonly Fault[];
  exit: Exit;
}

/** Reads the configuration of the whole fleet and says everything that is wrong in it. Asks nobody. */
export function validateConfig(context: Context): Validation {
  try {
    const fleet = loadFleet(context.config);
    const stacks = Object.values(stacksOf(fleet)).map(({ code, kind }) => ({ name: code, kind, files: fleet.origins[code]?.files ?? [] }));
    return { valid: true, stacks, faults: [], exit: EXIT.ok };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { valid: false, stacks: [], faults: error.faults, exit: EXIT.usage };
  }
}
