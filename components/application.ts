import * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication, ResolvedValue } from "../config/resolved.ts";
import { Application, ApplicationVariables, Deployment, type Environment, type Project } from "../providers/coolify/resources.ts";
import { fingerprint } from "./fingerprint.ts";
import { names, stampOf } from "./names.ts";

/** Looks up a secret by the name that the YAML gives; the value is marked as secret. */
export type Secrets = (name: string) => pulumi.Output<string>;

/** Where an application is put. */
export interface Place {
  /** Pulumi stack, first part of the stamp. */
  stack: string;
  /** Which Coolify it is, in a fleet that has several. */
  coolify: string | undefined;
  /** Name of the Coolify server, which is also the name of the machine at Coolify. */
  server: string;
  project: Project;
  environments: ReadonlyMap<string, Environment>;
  secrets: Secrets;
}

/** An application with its variables, ready to be deployed. */
export interface Deployable {
  parent: pulumi.Resource;
  resolved: ResolvedApplication;
  application: Application;
  variables: ApplicationVariables;
  /** Digest of what it is built and started with; secret as soon as one variable is. */
  fingerprint: pulumi.Output<string>;
}

/** Creates an application and its variables as children of `parent`. Nothing is deployed yet. */
export function deployable(parent: pulumi.Resource, resolved: ResolvedApplication, place: Place): Deployable {
  const { name, description, environment, source, healthCheck, limits } = resolved;
  const shared = { coolify: place.coolify, owner: place.project.owner };
  const home = place.environments.get(environment);
  const application = new Application(
    names.application(name),
    {
      ...shared,
      stamp: stampOf(place.stack, name),
      project: place.project.uuid,
      environment,
      server: place.server,
      name,
      description,
      source,
      ...(source.type === "publicGit" ? { buildPack: resolved.buildPack, autoDeploy: resolved.autoDeploy } : {}),
      port: resolved.port,
      domains: resolved.domains,
      installCommand: resolved.installCommand,
      buildCommand: resolved.buildCommand,
      startCommand: resolved.startCommand,
      healthCheck,
      limits,
    },
    { parent, dependsOn: home ? [home] : [] },
  );
  const values = valuesOf(resolved.variables, place.secrets);
  const variables = new ApplicationVariables(
    names.variables(name),
    { ...shared, application: application.uuid, variables: mapValues(values, (value) => ({ value })) },
    // Coolify deletes them together with the application (decision 20).
    { parent, deletedWith: application },
  );
  return { parent, resolved, application, variables, fingerprint: fingerprintOf(resolved, values) };
}

/**
 * Deploys what is to be deployed. Every deployment waits for all applications and variables of the stack, so that they start
 * together: one request starts them, one poll follows them (decision 21).
 */
export function deployAll(deployables: Deployable[], { coolify, project }: Place): void {
  const dependsOn = deployables.flatMap(({ application, variables }) => [application, variables]);
  for (const { parent, resolved, application, fingerprint } of deployables) {
    if (!resolved.deploy) continue;
    const { name, domains, healthCheck, source } = resolved;
    new Deployment(
      names.deployment(name),
      {
        coolify,
        owner: project.owner,
        application: application.uuid,
        name,
        fingerprint,
        source: source.type === "dockerImage" ? source.type : "publicGit",
        ...(healthCheck.enabled && domains[0] ? { url: domains[0], healthCheckPath: healthCheck.path } : {}),
      },
      { parent, dependsOn, deletedWith: application },
    );
  }
}

function valuesOf(variables: Record<string, ResolvedValue>, secrets: Secrets): Record<string, pulumi.Input<string>> {
  return mapValues(variables, (variable) => {
    if ("secret" in variable) return secrets(variable.secret);
    if ("value" in variable) return variable.value;
    throw new pulumi.RunError(`Values of the form { ${Object.keys(variable)[0]}: … } are not understood yet.`);
  });
}

/** A change of description or of auto-deploy needs no deployment; a change of anything that reaches the container does. */
function fingerprintOf(
  { description, autoDeploy, deploy, ...rest }: ResolvedApplication,
  values: Record<string, pulumi.Input<string>>,
): pulumi.Output<string> {
  return pulumi.output(values).apply((variables) => fingerprint({ ...rest, variables }));
}

function mapValues<Value, Result>(record: Record<string, Value>, change: (value: Value) => Result): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
