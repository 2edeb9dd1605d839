import type { ResolvedApplication, ResolvedDatabase, ResolvedService } from "../config/resolved.ts";
import { stampOf } from "./names.ts";
import type { Place } from "./place.ts";

type Resolved = Pick<
  ResolvedApplication | ResolvedDatabase | ResolvedService,
  "name" | "coolifyName" | "description" | "environment" | "destination"
>;

/** What every workload is told of its name and its place, and what it waits for. */
export function placed({ name, coolifyName, description, environment, destination }: Resolved, place: Place) {
  const shared = { coolify: place.coolify, owner: place.project.owner };
  const home = place.environments.get(environment);
  return {
    /** So much of it is told to what belongs to the workload, too. */
    shared,
    identity: {
      ...shared,
      stamp: stampOf(place.stack, name),
      project: place.project.uuid,
      environment,
      server: place.server,
      destination: destination ?? place.destination,
      name: coolifyName ?? name,
      description,
    },
    dependsOn: home ? [home] : [],
  };
}
