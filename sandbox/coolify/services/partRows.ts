import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { type PartRow, type ServiceApplicationRow, type ServiceDatabaseRow, serviceApplications, serviceDatabases } from "./tables.ts";

/** Changes a part, whichever of the two kinds it is. */
export function updatePart(world: World, part: PartRow, changes: Partial<PartRow>): void {
  if (isApplicationPart(world, part)) world.of(serviceApplications).update(part, changes as Partial<ServiceApplicationRow>);
  else world.of(serviceDatabases).update(part as ServiceDatabaseRow, changes as Partial<ServiceDatabaseRow>);
}

export function isApplicationPart(world: World, part: PartRow): part is ServiceApplicationRow {
  return world.of(serviceApplications).byUuid(part.uuid) !== undefined;
}

/** The `owner` of what belongs to a part. */
export const partOwner = (world: World, part: PartRow): string =>
  ownerKey(isApplicationPart(world, part) ? serviceApplications.name : serviceDatabases.name, part);
