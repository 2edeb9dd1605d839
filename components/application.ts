import * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication } from "../config/resolved.ts";
import { Application, ApplicationVariables } from "../providers/coolify/resources.ts";
import { applicationFingerprint } from "./fingerprint.ts";
import { names } from "./names.ts";
import type { Place } from "./place.ts";
import { placed } from "./placed.ts";
import { applicationSettings } from "./settings.ts";
import { storagesOf } from "./storages.ts";
import { tasksOf } from "./tasks.ts";
import { inputsOf } from "./values.ts";
import { rowsOf } from "./variableRows.ts";

/** An application with all that belongs to it, ready to be deployed. */
export interface DeployableApplication {
  parent: pulumi.Resource;
  resolved: ResolvedApplication;
  application: Application;
  /** Everything that must be written before it is deployed. */
  written: pulumi.Resource[];
  /** Digest of what it is built and started with; secret as soon as one variable is. */
  fingerprint: pulumi.Output<string>;
}

/** Creates an application, its variables, storages and tasks as children of `parent`. Nothing is deployed yet. */
export function applicationOf(parent: pulumi.Resource, resolved: ResolvedApplication, place: Place): DeployableApplication {
  const { name, protect } = resolved;
  const { shared, identity, dependsOn } = placed(resolved, place);
  const settings = applicationSettings(resolved, place);
  const application = new Application(
    names.application(name),
    { ...settings, ...identity },
    { parent, protect, dependsOn: [...dependsOn, ...place.before] },
  );
  const values = inputsOf(resolved.variables, place);
  const previews = resolved.previews && inputsOf(resolved.previews.variables, place);
  const inside = { parent, protect, deletedWith: application };
  const variables = new ApplicationVariables(
    names.variables(name),
    { ...shared, application: application.uuid, variables: rowsOf(values, previews, resolved.variableSettings) },
    // Coolify deletes them together with the application (decision 20).
    inside,
  );
  const at = { ...shared, application: application.uuid };
  const storages = storagesOf(resolved, at, inside, place);
  const tasks = tasksOf(resolved, at, inside);
  return {
    parent,
    resolved,
    application,
    written: [application, variables, ...storages, ...tasks],
    fingerprint: pulumi.output({ settings, values }).apply((given) => applicationFingerprint(resolved, given.settings, given.values)),
  };
}
