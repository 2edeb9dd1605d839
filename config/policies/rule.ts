import type { ResolvedApplication, ResolvedDatabase, ResolvedService } from "../resolved.ts";

/** Something that runs, with the word for what it is. */
export type Workload =
  | ({ kind: "application" } & ResolvedApplication)
  | ({ kind: "service" } & ResolvedService)
  | ({ kind: "database" } & ResolvedDatabase);

/** One place at which a workload does not do what a rule demands. */
export interface Breach {
  /** Where it is said in YAML, seen from the workload: `["health_check", "enabled"]`. */
  path: string[];
  /** What is wrong and the way out, in one sentence without the full stop. */
  reason: string;
}

/** What the fleet holds itself to, beyond what makes a configuration valid (CI-2). */
export interface Rule {
  /** `no-public-database`. */
  name: string;
  /** An error fails `pf config validate --policies`, a warning does not. */
  severity: "error" | "warning";
  /** One sentence each. */
  demands: string;
  why: string;
  /** What of a workload is against it. Production is what is protected. */
  breaches(workload: Workload): Breach[];
}
