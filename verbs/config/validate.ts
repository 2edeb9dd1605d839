import { ConfigError, type Fault } from "../../config/fault.ts";
import { loadFleet, stacksOf } from "../../config/load.ts";
import { checkPolicies, type Finding } from "../../config/policies/check.ts";
import type { Context } from "../context.ts";
import { EXIT, type Exit } from "../failure.ts";

export interface Validation {
  valid: boolean;
  /** Stacks that are described, each with the files that it is made of. Empty where something is wrong. */
  stacks: { name: string; kind: string; files: string[] }[];
  /** Everything that is wrong, in the order of files and lines. */
  faults: readonly Fault[];
  /** What is against the rules of the fleet, errors first; only where it is asked for. */
  findings?: Finding[];
  exit: Exit;
}

/**
 * Reads the configuration of the whole fleet and says everything that is wrong in it. Asks nobody.
 *
 * @param policies whether it is held against the rules of the fleet too
 */
export function validateConfig(context: Context, policies = false): Validation {
  try {
    const fleet = loadFleet(context.config);
    const stacks = Object.values(stacksOf(fleet)).map(({ code, kind }) => ({ name: code, kind, files: fleet.origins[code]?.files ?? [] }));
    const valid = { valid: true, stacks, faults: [] };
    if (!policies) return { ...valid, exit: EXIT.ok };
    const findings = checkPolicies(fleet);
    return { ...valid, findings, exit: findings.some(({ severity }) => severity === "error") ? EXIT.usage : EXIT.ok };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { valid: false, stacks: [], faults: error.faults, exit: EXIT.usage };
  }
}
