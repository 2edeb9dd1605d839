import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication } from "../config/resolved.ts";
import { Deployment, ServiceDeployment } from "../providers/coolify/resources.ts";
import type { DeployableApplication } from "./application.ts";
import { fingerprint as digestOf } from "./fingerprint.ts";
import { names } from "./names.ts";
import type { Place } from "./place.ts";
import type { DeployableService } from "./service.ts";
import type { Workloads } from "./workloads.ts";

/** Deployments of a stack, by the name of the application or service. */
export interface Deployments {
  /** One of each application: one that waits for a promotion or a pin knows that it does (decision 22). */
  applications: ReadonlyMap<string, Deployment>;
  /** Of the services that are started. */
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
    services: byName(
      services.filter(({ resolved }) => resolved.deploy),
      (deployable) => serviceDeploymentOf(deployable, shared, dependsOn),
    ),
  };
}

type Shared = Pick<Place, "coolify"> & { owner: Place["project"]["owner"] };

function deploymentOf(
  { parent, resolved, application, fingerprint }: DeployableApplication,
  shared: Shared,
  dependsOn: pulumi.Resource[],
): Deployment {
  const { name, domains, healthCheck, source, deploy } = resolved;
  return new Deployment(
    names.deployment(name),
    {
      ...shared,
      application: application.uuid,
      name,
      fingerprint,
      release: releaseOf(resolved),
      firstDeployment: deploy,
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
  const { name, files } = resolved;
  const mounted = Object.keys(files).length > 0 ? { files: digestOf(files) } : {};
  return new ServiceDeployment(
    names.deployment(name),
    { ...shared, service: service.uuid, name, fingerprint, ...mounted },
    { parent, dependsOn, deletedWith: service },
  );
}

/**
 * What was decided to run outside development: the pin, the branch or the tag. While it stays, a changed variable deploys the commit
 * that runs. In development it is the head of the branch, whatever that is.
 */
function releaseOf({ environment, source }: ResolvedApplication): string | undefined {
  if (/(^|-)development$/.test(environment) || source.type === "dockerfile") return undefined;
  return source.type === "dockerImage" ? `${source.image}:${source.tag}` : (source.commit ?? source.branch);
}

const byName = <Item extends { resolved: { name: string } }, Made>(items: readonly Item[], make: (item: Item) => Made) =>
  new Map(items.map((item) => [item.resolved.name, make(item)] as const));
