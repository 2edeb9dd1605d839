import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedTenant } from "../config/resolved.ts";
import { type Database, Destination, Environment, Project } from "../providers/coolify/resources.ts";
import { credentialsOf, type Tier } from "./credentials.ts";
import type { Hooks } from "./hooks.ts";
import { names, stampOf } from "./names.ts";
import type { Secrets, Sources } from "./values.ts";

/** Where and with what a stack is brought up. */
export interface PlaceArgs {
  /** Name of the machine at Coolify that everything runs on, or its uuid. */
  server: string;
  /** Which Coolify it is, in a fleet that has several; the name in `servers.yaml`. */
  coolify?: string;
  /** Looks up secrets by the name that the YAML gives them. */
  secrets: Secrets;
  /** What joins in besides Coolify. */
  hooks?: Hooks;
}

/** The home of everything in a stack: its project with environments, its network, and where its values come from. */
export interface Place extends Sources {
  /** Pulumi stack, first part of the stamp. */
  readonly stack: string;
  readonly coolify: string | undefined;
  readonly server: string;
  readonly project: Project;
  readonly environments: ReadonlyMap<string, Environment>;
  /** Uuid or name of the Docker network that everything joins. */
  readonly destination: pulumi.Input<string>;
  /** By resolved name; whoever makes one enters it. */
  readonly databases: Map<string, Database>;
  /** What applications wait for besides their environment. */
  readonly before: readonly pulumi.Resource[];
}

/** The network that Coolify makes with every server (contract 14). */
const SHARED_NETWORK = "coolify";

/** @param tiers whose generated secrets the stack makes: the instance and its products */
export function placeOf(
  parent: pulumi.Resource,
  tenant: ResolvedTenant,
  tiers: readonly Tier[],
  { server, coolify, secrets }: PlaceArgs,
  before: readonly pulumi.Resource[],
): Place {
  const project = projectOf(parent, tenant, coolify);
  return {
    stack: tenant.code,
    coolify,
    server,
    secrets,
    before,
    project,
    environments: environmentsOf(parent, tenant, project, coolify),
    destination: tenant.ownNetwork ? networkOf(parent, tenant, server, coolify).uuid : SHARED_NETWORK,
    credentials: credentialsOf(parent, tenant.code, tiers),
    databases: new Map(),
  };
}

function projectOf(parent: pulumi.Resource, { code, project, production }: ResolvedTenant, coolify: string | undefined): Project {
  const name = names.project(code);
  return new Project(name, { coolify, stamp: stampOf(code, name), ...project }, { parent, protect: production.length > 0 });
}

function environmentsOf(
  parent: pulumi.Resource,
  { code, environments, environmentDescriptions, production }: ResolvedTenant,
  project: Project,
  coolify: string | undefined,
): Map<string, Environment> {
  const shared = { coolify, owner: project.owner, project: project.uuid };
  const create = (name: string) =>
    // Coolify deletes the environments of a project with it, once they are empty (contract 3).
    new Environment(
      names.environment(code, name),
      { ...shared, name, description: environmentDescriptions[name] },
      { parent, deletedWith: project, protect: production.includes(name) },
    );
  return new Map(environments.map((environment) => [environment, create(environment)]));
}

/** Networks are apart per project (PLAT-8). Everything inside names it, so it goes last. */
function networkOf(
  parent: pulumi.Resource,
  { code, project, production }: ResolvedTenant,
  server: string,
  coolify: string | undefined,
): Destination {
  const name = names.network(code);
  return new Destination(
    name,
    { coolify, stamp: stampOf(code, name), server, name: project.name, network: code },
    { parent, protect: production.length > 0 },
  );
}
