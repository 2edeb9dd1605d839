import type * as pulumi from "@pulumi/pulumi";
import { applicationOf, type DeployableApplication } from "./application.ts";
import type { Tier } from "./credentials.ts";
import { databaseOf, type RunningDatabase } from "./database.ts";
import type { Place } from "./place.ts";
import { type DeployableService, serviceOf } from "./service.ts";

/** What a tier has brought into its project. */
export interface Workloads {
  databases: RunningDatabase[];
  services: DeployableService[];
  applications: DeployableApplication[];
}

/** Creates what a tier has as children of `parent`. Databases come first, since the others read their addresses. */
export function workloadsOf(parent: pulumi.Resource, tier: Tier, place: Place): Workloads {
  const databases = tier.databases.map((database) => databaseOf(parent, database, place));
  const services = tier.services.map((service) => serviceOf(parent, service, place));
  const applications = tier.applications.map((application) => applicationOf(parent, application, place));
  return { databases, services, applications };
}

/** Those of all tiers of a stack. */
export const joined = (all: readonly Workloads[]): Workloads => ({
  databases: all.flatMap(({ databases }) => databases),
  services: all.flatMap(({ services }) => services),
  applications: all.flatMap(({ applications }) => applications),
});
