import * as pulumi from "@pulumi/pulumi";
import type { ResolvedService } from "../config/resolved.ts";
import { Service, type ServiceArgs, ServiceVariables } from "../providers/coolify/resources.ts";
import { serviceFingerprint } from "./fingerprint.ts";
import { names, stampOf } from "./names.ts";
import type { Place } from "./place.ts";
import { tasksOf } from "./tasks.ts";
import { databasesIn, inputsOf } from "./values.ts";
import { rowsOf } from "./variableRows.ts";

/** A service with all that belongs to it, ready to be started. */
export interface DeployableService {
  parent: pulumi.Resource;
  resolved: ResolvedService;
  service: Service;
  /** Everything that must be written before it is started. */
  written: pulumi.Resource[];
  fingerprint: pulumi.Output<string>;
}

/** Creates a service, its variables and tasks as children of `parent`. Nothing is started yet. */
export function serviceOf(parent: pulumi.Resource, resolved: ResolvedService, place: Place): DeployableService {
  const { name, description, environment, protect, source, urls, deleteData } = resolved;
  const { coolify, project, server, destination } = place;
  const shared = { coolify, owner: project.owner };
  const home = place.environments.get(environment);
  const args = {
    // A service has a network of its own; only on the destination's does it reach a database (contract 13.1).
    ...(databasesIn(resolved.variables).length > 0 && { connectToDockerNetwork: true }),
    ...resolved.settings,
    ...shared,
    ...{ stamp: stampOf(place.stack, name), project: project.uuid, environment, server, destination, name, description },
    ...{ source, urls, deleteData },
  } as ServiceArgs;
  const service = new Service(names.service(name), args, { parent, protect, dependsOn: home ? [home] : [] });
  const values = inputsOf(resolved.variables, place);
  const inside = { parent, protect, deletedWith: service };
  const at = { ...shared, service: service.uuid };
  const variables =
    Object.keys(values).length > 0 ? [new ServiceVariables(names.variables(name), { ...at, variables: rowsOf(values) }, inside)] : [];
  return {
    parent,
    resolved,
    service,
    written: [service, ...variables, ...tasksOf(resolved, at, inside)],
    fingerprint: pulumi.output(values).apply((given) => serviceFingerprint(resolved, given)),
  };
}
