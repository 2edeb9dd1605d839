import { environments } from "../environments/tables.ts";
import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import { projects } from "../projects/tables.ts";
import { resourceKinds, resourceOf } from "../resources/kinds.ts";
import type { World } from "../world/world.ts";
import { type PartRow, type ServiceApplicationRow, type ServiceRow, serviceApplications, serviceDatabases, services } from "./tables.ts";

/** The service of the token's team. @throws Refusal 404 */
export function serviceOf(call: Call, uuid: unknown = shadowed(call, "uuid")): ServiceRow {
  return resourceOf(call, resourceKinds.services, uuid) as unknown as ServiceRow;
}

/** All services of a team, in the order of their making. */
export function servicesOfTeam(world: World, team: number): ServiceRow[] {
  const own: ServiceRow[] = [];
  for (const project of world.of(projects).where("team_id", team)) {
    for (const environment of world.of(environments).where("project_id", project.id)) {
      own.push(...world.of(services).where("environment_id", environment.id));
    }
  }
  return own.sort((one, other) => one.id - other.id);
}

/** The two kinds of parts: their table, the parameter of their paths, how texts call them. */
export const partKinds = {
  applications: { table: serviceApplications, parameter: "app_uuid", word: "Service application" },
  databases: { table: serviceDatabases, parameter: "database_uuid", word: "Service database" },
} as const;

export type PartKindName = keyof typeof partKinds;

/** The part of a service; both are read from the path alone. @throws Refusal 404 */
export function partOf(call: Call, kind: PartKindName): { service: ServiceRow; part: PartRow } {
  const service = serviceOf(call, call.params.uuid);
  const { table, parameter, word } = partKinds[kind];
  const part = call.world.of(table as typeof serviceApplications).byUuid(call.params[parameter]) as PartRow | undefined;
  if (!part || part.service_id !== service.id) throw refusal(404, `${word} not found.`);
  return { service, part };
}

/** Application parts by name: the ones that can have a domain. */
export function applicationPart(world: World, service: ServiceRow, name: string): ServiceApplicationRow | undefined {
  return world
    .of(serviceApplications)
    .where("service_id", service.id)
    .find((part) => part.name === name);
}
