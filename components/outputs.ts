import type * as pulumi from "@pulumi/pulumi";
import type { Deployments } from "./deployments.ts";
import type { Place } from "./place.ts";
import type { Workloads } from "./workloads.ts";

/** What a stack tells of an instance or a white-label: uuids, addresses, what runs. No resources, no secrets. */
export interface Outputs {
  /** Uuid of the Coolify project. */
  project: pulumi.Output<string>;
  /** Name → uuid. */
  applications: Record<string, pulumi.Output<string>>;
  services: Record<string, pulumi.Output<string>>;
  databases: Record<string, pulumi.Output<string>>;
  /** Name of an application or service → its first URL. */
  urls: Record<string, string>;
  /** Name of an application → the commit that runs, or the tag of its image. Empty: it was not deployed yet. */
  versions: Record<string, pulumi.Output<string>>;
}

export function outputsOf({ project }: Place, { applications, services, databases }: Workloads, deployments: Deployments): Outputs {
  return {
    project: project.uuid,
    applications: Object.fromEntries(applications.map(({ resolved, application }) => [resolved.name, application.uuid])),
    services: Object.fromEntries(services.map(({ resolved, service }) => [resolved.name, service.uuid])),
    databases: Object.fromEntries(databases.map(({ resolved, database }) => [resolved.name, database.uuid])),
    urls: Object.fromEntries([
      ...applications.map(({ resolved }) => [resolved.name, resolved.domains[0] ?? ""]),
      ...services.map(({ resolved }) => [resolved.name, Object.values(resolved.urls).flat()[0] ?? ""]),
    ]),
    versions: Object.fromEntries(
      applications.flatMap(({ resolved: { name, source } }) => {
        const commit = deployments.applications.get(name)?.commit;
        if (!commit) return [];
        return [[name, source.type === "dockerImage" ? commit.apply((ran) => (ran === "" ? "" : source.tag)) : commit]];
      }),
    ),
  };
}
