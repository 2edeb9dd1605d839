import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedTenant, ResolvedVariables } from "../config/resolved.ts";
import { type Database, Destination, Environment, Project, SharedVariables } from "../providers/coolify/resources.ts";
import { credentialsOf, type Tier } from "./credentials.ts";
import type { Hooks } from "./hooks.ts";
import { names, stampOf } from "./names.ts";
import { inputsOf, type Secrets, type Sources } from "./values.ts";
import { rowsOf } from "./variableRows.ts";

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
  const environments = environmentsOf(parent, tenant, project, coolify);
  const sources = { secrets, credentials: credentialsOf(parent, tenant.code, tiers), databases: new Map<string, Database>() };
  return {
    ...sources,
    stack: tenant.code,
    coolify,
    server,
    before: [...before, ...sharedOf(parent, tenant, { project, environments, coolify, sources })],
    project,
    environments,
    destination: tenant.ownNetwork ? networkOf(parent, tenant, server, coolify).uuid : SHARED_NETWORK,
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

interface Ground {
  project: Project;
  environments: ReadonlyMap<string, Environment>;
  coolify: string | undefined;
  sources: Sources;
}

/** Variables that workloads refer to as `{{project.NAME}}` and `{{environment.NAME}}`. Coolify deletes them with what they belong to. */
function sharedOf(
  parent: pulumi.Resource,
  { code, sharedVariables, production }: ResolvedTenant,
  { project, environments, coolify, sources }: Ground,
): SharedVariables[] {
  const shared = { coolify, owner: project.owner };
  const rows = ({ variables, variableSettings }: ResolvedVariables) => rowsOf(inputsOf(variables, sources), undefined, variableSettings);
  const ofProject = Object.keys(sharedVariables.project.variables).length > 0 ? [sharedVariables.project] : [];
  return [
    ...ofProject.map((said) => {
      const scope = { type: "project" as const, project: project.uuid };
      const options = { parent, deletedWith: project, protect: production.length > 0 };
      return new SharedVariables(names.sharedVariables(code), { ...shared, scope, variables: rows(said) }, options);
    }),
    ...Object.entries(sharedVariables.environments).map(([environment, said]) => {
      const scope = { type: "environment" as const, project: project.uuid, environment };
      const home = environments.get(environment);
      const options = { parent, deletedWith: home, dependsOn: home ? [home] : [], protect: production.includes(environment) };
      return new SharedVariables(names.sharedVariables(code, environment), { ...shared, scope, variables: rows(said) }, options);
    }),
  ];
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
