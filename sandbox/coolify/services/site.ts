import { type ContainerRow, containers } from "../hosts/tables.ts";
import type { Site } from "../proxy/site.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { type ServiceRow, services } from "./tables.ts";

const OWNER = `${services.name}:`;

/** The container of a service that answers for a host, as the domains were when it was started. */
export function siteOf(world: World, host: string): Site | undefined {
  const container = world
    .of(containers)
    .all()
    .findLast((one) => one.hosts.includes(host) && one.owner.startsWith(OWNER));
  const service = container && world.of(services).get(Number(container.owner.slice(OWNER.length)));
  if (!container || !service) return undefined;
  const state = container.state !== "running" ? "exited" : container.health === "unhealthy" ? "unhealthy" : "healthy";
  return { name: container.name.slice(0, -service.uuid.length - 1) || service.name, uuid: service.uuid, state, version: container.version };
}

/** The container of a part: the one with its name, or one that stands for all of the service. */
export function containerOfPart(world: World, service: ServiceRow, part: string): ContainerRow | undefined {
  const rows = world.of(containers).where("owner", ownerKey(services.name, service));
  return rows.find((row) => row.name === `${part}-${service.uuid}`) ?? rows.find((row) => row.name === service.uuid);
}
