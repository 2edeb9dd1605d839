import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the Pulumi CLI in use comes from: the person's own, the official release, or built here from Go modules. */
export type PulumiOrigin = "PATH" | "release" | "built";

/** What the last set-up found; written by tools/setup.ts, compared by tools/run. */
export interface Stamp {
  /** Version of Pulumi that is brought where the person has none. */
  wanted: string;
  /** How the person's own Pulumi looked (`ls -lnL`), or `none`. */
  seen: string;
  origin: PulumiOrigin;
}

/** The stamp in `.tools/ready`; undefined before the first set-up. */
export function readStamp(root: string): Stamp | undefined {
  try {
    const [wanted = "", seen = "", origin = ""] = readFileSync(join(root, ".tools", "ready"), "utf8").split("\n");
    return { wanted, seen, origin: origin as PulumiOrigin };
  } catch {
    return undefined;
  }
}
