import { applications } from "../applications/tables.ts";
import { containers } from "../hosts/tables.ts";
import type { Site } from "../proxy/site.ts";
import type { World } from "../world/world.ts";

const OWNER = `${applications.name}:`;

/** The application whose container answers for a host, as the labels were when it was deployed. */
export function siteOf(world: World, host: string): Site | undefined {
  const container = world
    .of(containers)
    .all()
    .findLast((one) => one.hosts.includes(host) && one.owner.startsWith(OWNER));
  const application = container && world.of(applications).get(Number(container.owner.slice(OWNER.length)));
  if (!container || !application) return undefined;
  const state = container.state !== "running" ? "exited" : container.health === "unhealthy" ? "unhealthy" : "healthy";
  return { name: application.name, uuid: application.uuid, state, version: container.version };
}
