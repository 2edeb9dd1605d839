import { type Container, containersOf } from "../compose/containers.ts";
import { entryOf } from "../compose/values.ts";
import { domainList, urlParts } from "../domains/normalise.ts";
import { containers } from "../hosts/tables.ts";
import { sqlTime } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { readCompose } from "./composeText.ts";
import { updatePart } from "./partRows.ts";
import { partsOf } from "./status.ts";
import { type PartRow, type ServiceRow, services } from "./tables.ts";

/** A status as the agent on the server reports it. */
export function setStatus(world: World, part: PartRow, status: string): void {
  updatePart(world, part, status.startsWith("running") ? { status, last_online_at: sqlTime(world.now()) } : { status });
}

const hostName = (part: PartRow, service: ServiceRow): string => `${part.name}-${service.uuid}`;

/** Brings the containers of the text up and reports them. @param only Name of the one part that was started */
export function bringUp(world: World, service: ServiceRow, only?: string): void {
  const now = new Map(containersOf(readCompose(service.docker_compose_raw)).map((container) => [container.name, container]));
  for (const part of partsOf(world, service)) {
    const container = now.get(part.name);
    if (container && (only === undefined || only === part.name)) bringUpPart(world, service, part, container);
  }
}

/** Without health check Docker says nothing about health; a one-time job is over at once. */
function bringUpPart(world: World, service: ServiceRow, part: PartRow, { config, image }: Container): void {
  takeDown(world, service, part);
  if (entryOf(config, "restart") === "no") return;
  const isChecked = entryOf(config, "healthcheck") !== undefined;
  setStatus(world, part, `running:${isChecked ? "healthy" : "unknown"}`);
  world.of(containers).insert({
    owner: ownerKey(services.name, service),
    name: hostName(part, service),
    server_id: service.server_id,
    image,
    version: image.split(":")[1] ?? "latest",
    hosts: domainList(part.fqdn as string | null).map((url) => (urlParts(url)?.host ?? "").toLowerCase()),
    health: isChecked ? "healthy" : null,
  });
}

/** Stops the container of a part. */
export function takeDown(world: World, service: ServiceRow, part: PartRow): void {
  const rows = world.of(containers).where("owner", ownerKey(services.name, service));
  for (const row of rows) if (row.name === hostName(part, service)) world.of(containers).remove(row);
  setStatus(world, part, "exited");
}

/** Stops all containers, stale ones too. */
export function takeAllDown(world: World, service: ServiceRow): void {
  for (const row of world.of(containers).where("owner", ownerKey(services.name, service))) world.of(containers).remove(row);
  for (const part of partsOf(world, service)) setStatus(world, part, "exited");
}
