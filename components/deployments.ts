import type * as pulumi from "@pulumi/pulumi";
import { Deployment, ServiceDeployment } from "../providers/coolify/resources.ts";
import type { DeployableApplication } from "./application.ts";
import { names } from "./names.ts";
import type { Place } from "./place.ts";
import type { DeployableService } from "./service.ts";
import type { Workloads } from "./workloads.ts";

/** Deployments of a stack, by the name of the application or service. */
export interface Deployments {
  applications: ReadonlyMap<string, Deployment>;
  services: ReadonlyMap<string, ServiceDeployment>;
}

/**
 * Deploys what is to be deployed. Every deployment waits for all writes of the stack and for its databases to run, so that they
 * start together: one request starts them, one poll follows them (decision 21).
 *
 * @param before what else must be done first: DNS records, migrations
 */
export function deployAll({ databases, services, applications }: Workloads, place: Place, before: readonly pulumi.Resource[]): Deployments {
  const written = [...databases, ...services, ...applications].flatMap((workload) => workload.written);
  const dependsOn = [...written, ...databases.map(({ deployment }) => deployment), ...before];
  const shared = { coolify: place.coolify, owner: place.project.owner };
  return {
    applications: byName(applications, (deployable) => deploymentOf(deployable, shared, dependsOn)),
    services: byName(services, (deployable) => serviceDeploymentOf(deployable, shared, dependsOn)),
  };
}

type Shared = Pick<Place, "coolify"> & { owner: Place["project"]["owner"] };

function deploymentOf(
  { parent, resolved, application, fingerprint }: DeployableApplication,
  shared: Shared,
  dependsOn: pulumi.Resource[],
): Deployment {
  const { name, domains, healthCheck, source } = resolved;
  return new Deployment(
    names.deployment(name),
    {
      ...shared,
      application: application.uuid,
      name,
      fingerprint,
      source: source.type === "dockerImage" ? source.type : "publicGit",
      ...(healthCheck.enabled && domains[0] ? { url: domains[0], healthCheckPath: healthCheck.path } : {}),
    },
    { parent, dependsOn, deletedWith: application },
  );
}

function serviceDeploymentOf(
  { parent, resolved, service, fingerprint }: DeployableService,
  shared: Shared,
  dependsOn: pulumi.Resource[],
): ServiceDeployment {
  const { name } = resolved;
  return new ServiceDeployment(
    names.deployment(name),
    { ...shared, service: service.uuid, name, fingerprint },
    { parent, dependsOn, deletedWith: service },
  );
}

/** Those that `up` deploys; the others wait for a promotion or a pin (decision 22). */
const byName = <Item extends { resolved: { name: string; deploy: boolean } }, Made>(items: readonly Item[], make: (item: Item) => Made) =>
  new Map(items.filter(({ resolved }) => resolved.deploy).map((item) => [item.resolved.name, make(item)] as const));
