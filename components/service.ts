import * as pulumi from "@pulumi/pulumi";
import type { ResolvedService } from "../config/resolved.ts";
import { Service, type ServiceArgs, ServiceVariables } from "../providers/coolify/resources.ts";
import { serviceFingerprint } from "./fingerprint.ts";
import { names } from "./names.ts";
import type { Place } from "./place.ts";
import { placed } from "./placed.ts";
import { withSecrets } from "./settings.ts";
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
  const { name, protect, urls, deleteData } = resolved;
  const { shared, identity, dependsOn } = placed(resolved, place);
  const { source } = withSecrets({ source: resolved.source }, resolved.secrets ?? {}, place) as Pick<ServiceArgs, "source">;
  const args = {
    // A service has a network of its own; only on the destination's does it reach a database (contract 13.1).
    ...(databasesIn(resolved.variables).length > 0 && { connectToDockerNetwork: true }),
    ...resolved.settings,
    ...identity,
    ...{ source, urls, deleteData },
  } as ServiceArgs;
  const service = new Service(names.service(name), args, { parent, protect, dependsOn });
  const values = inputsOf(resolved.variables, place);
  const inside = { parent, protect, deletedWith: service };
  const at = { ...shared, service: service.uuid };
  const rows = rowsOf(values, undefined, resolved.variableSettings);
  const variables = Object.keys(rows).length > 0 ? [new ServiceVariables(names.variables(name), { ...at, variables: rows }, inside)] : [];
  return {
    parent,
    resolved,
    service,
    written: [service, ...variables, ...tasksOf(resolved, at, inside)],
    fingerprint: pulumi
      .output({ values, source })
      .apply((given) => serviceFingerprint({ ...resolved, source: given.source as ResolvedService["source"] }, given.values)),
  };
}
