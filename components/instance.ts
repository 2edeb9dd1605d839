import * as pulumi from "@pulumi/pulumi";
import type { ResolvedInstance } from "../config/resolved.ts";
import { Environment, Project } from "../providers/coolify/resources.ts";
import { deployAll, deployable, type Place, type Secrets } from "./application.ts";
import { names, stampOf } from "./names.ts";
import { Product } from "./product.ts";

export interface InstanceArgs {
  /** The finished configuration of the instance. */
  instance: ResolvedInstance;
  /** Name of the machine at Coolify that the applications run on. */
  server: string;
  /** Which Coolify it is, in a fleet that has several; the name in `servers.yaml`. */
  coolify?: string;
  /** Looks up secrets by the name that the YAML gives them. */
  secrets: Secrets;
}

/**
 * One instance: a Coolify project, its environments, its applications and its products, deployed together.
 *
 * @example
 * new Instance("air", { instance: resolveStack(loadFleet("config"), "air"), server: "main", secrets });
 */
export class Instance extends pulumi.ComponentResource {
  /** Uuid of the Coolify project. */
  readonly project: pulumi.Output<string>;
  /** Name of the application → its first URL. */
  readonly urls: Record<string, string>;

  constructor(name: string, { instance, server, coolify, secrets }: InstanceArgs, options?: pulumi.ComponentResourceOptions) {
    super("pf:index:Instance", name, {}, options);
    const project = projectOf(this, instance, coolify);
    const environments = environmentsOf(this, instance, project, coolify);
    const place: Place = { stack: instance.code, coolify, server, project, environments, secrets };
    const own = instance.applications.map((application) => deployable(this, application, place));
    const products = instance.products.map((product) => new Product(product.code, { product, place }, { parent: this }));
    const all = [...own, ...products.flatMap((product) => product.deployables)];
    deployAll(all, place);
    this.project = project.uuid;
    this.urls = Object.fromEntries(all.map(({ resolved }) => [resolved.name, resolved.domains[0] ?? ""]));
    this.registerOutputs({ project: this.project, urls: this.urls });
  }
}

function projectOf(parent: Instance, { code, project }: ResolvedInstance, coolify: string | undefined): Project {
  const name = names.project(code);
  return new Project(name, { coolify, stamp: stampOf(code, name), ...project }, { parent });
}

function environmentsOf(
  parent: Instance,
  { code, environments }: ResolvedInstance,
  project: Project,
  coolify: string | undefined,
): Map<string, Environment> {
  const shared = { coolify, owner: project.owner, project: project.uuid };
  const create = (name: string) =>
    // Coolify deletes the environments of a project with it, once they are empty (contract 3).
    new Environment(names.environment(code, name), { ...shared, name }, { parent, deletedWith: project });
  return new Map(environments.map((environment) => [environment, create(environment)]));
}
