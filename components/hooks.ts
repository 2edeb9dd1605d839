import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication, ResolvedTenant } from "../config/resolved.ts";
import type { Database } from "../providers/coolify/resources.ts";
import type { Deployments } from "./deployments.ts";
import type { Workloads } from "./workloads.ts";

/** What a hook may hang its resources on. */
export interface Hooked {
  /** The instance or white-label: parent of what the hook makes. */
  parent: pulumi.Resource;
  tenant: ResolvedTenant;
}

/**
 * The places where other systems than Coolify join in. Each is called once, at its step of the constructor, and returns what it made;
 * the steps after it wait for that.
 */
export interface Hooks {
  /** Git repository with branches, protection and secrets (INST-3). The applications that are built from it come afterwards. */
  repository?(at: Hooked): pulumi.Resource[];
  /** DNS records of all domains. Deployments come afterwards, since the proxy asks for certificates then. */
  records?(at: Hooked & { applications: readonly ResolvedApplication[] }): pulumi.Resource[];
  /** Schemas and migrations (INST-6). The databases run already; applications are deployed afterwards (DB-8). */
  schema?(at: Hooked & { databases: ReadonlyMap<string, Database>; running: readonly pulumi.Resource[] }): pulumi.Resource[];
  /** The entry of what was done (INST-9), after everything. */
  audit?(at: Hooked & { deployments: readonly pulumi.Resource[] }): pulumi.Resource[];
}

/** The hooks between what is written and what is deployed. @returns what deployments wait for besides */
export function beforeDeployments({ records, schema }: Hooks, at: Hooked, { applications, databases }: Workloads): pulumi.Resource[] {
  const running = databases.map(({ deployment }) => deployment);
  return [
    ...(records?.({ ...at, applications: applications.map(({ resolved }) => resolved) }) ?? []),
    ...(schema?.({ ...at, running, databases: new Map(databases.map(({ resolved, database }) => [resolved.name, database])) }) ?? []),
  ];
}

/** The hook after everything. */
export function afterDeployments({ audit }: Hooks, at: Hooked, { applications, services }: Deployments): void {
  audit?.({ ...at, deployments: [...applications.values(), ...services.values()] });
}
