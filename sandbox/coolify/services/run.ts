import { createHash } from "node:crypto";
import { containersOf } from "../compose/containers.ts";
import { entryOf } from "../compose/values.ts";
import { domainList, urlParts } from "../domains/normalise.ts";
import { containers } from "../hosts/tables.ts";
import type { Job } from "../jobs/jobs.ts";
import { sqlTime } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { readCompose } from "./composeText.ts";
import { parseService } from "./parse.ts";
import { updatePart } from "./partRows.ts";
import { partsOf } from "./status.ts";
import { type PartRow, type ServiceRow, services } from "./tables.ts";

/** What is done with a service in the background. */
export const serviceJobs: Record<string, Job> = {
  "service.start": job(startService),
  "service.started": job(started),
  "service.stop": job(stopParts),
  "service.delete": job((world, service) => world.of(services).remove(service)),
};

function job(run: (world: World, service: ServiceRow) => void): Job {
  return {
    run(world, { service }) {
      const row = world.of(services).get(service as number);
      if (row) run(world, row);
    },
  };
}

const queue = (world: World, kind: string, service: ServiceRow, delay?: number): void =>
  world.queue({ kind, payload: { service: service.id }, ...(delay === undefined ? {} : { delay }) });

export const queueStart = (world: World, service: ServiceRow): void => queue(world, "service.start", service);
export const queueStop = (world: World, service: ServiceRow): void => queue(world, "service.stop", service);
export const queueDeletion = (world: World, service: ServiceRow): void => queue(world, "service.delete", service);

/** Starts at once, as POST /deploy does: the service is `starting` until the containers were brought up (contract 13.3). */
export function startService(world: World, service: ServiceRow): void {
  parseService(world, service);
  const config_hash = createHash("md5").update(`${service.docker_compose}${service.docker_compose_raw}`).digest("hex");
  world.of(services).update(service, { config_hash, is_starting: true });
  queue(world, "service.started", service, world.settings.deploymentDuration);
}

/** The parts keep their status until the server reports; left to itself the sandbox reports at once that all is well. */
function started(world: World, service: ServiceRow): void {
  // A stop came in between.
  if (!service.is_starting) return;
  world.of(services).update(service, { is_starting: false }, { touch: false });
  if (world.settings.jobs === "auto") reportRunning(world, service);
}

function reportRunning(world: World, service: ServiceRow): void {
  dropContainers(world, service);
  const now = new Map(containersOf(readCompose(service.docker_compose_raw)).map((container) => [container.name, container]));
  for (const part of partsOf(world, service)) {
    const container = now.get(part.name);
    if (!container) continue;
    const endsByItself = entryOf(container.config, "restart") === "no";
    const health = entryOf(container.config, "healthcheck") === undefined ? "unknown" : "healthy";
    setStatus(world, part, endsByItself ? "exited" : `running:${health}`);
    const hosts = domainList(part.fqdn as string | null).map((url) => (urlParts(url)?.host ?? "").toLowerCase());
    if (endsByItself) continue;
    world.of(containers).insert({
      owner: ownerKey(services.name, service),
      name: `${part.name}-${service.uuid}`,
      server_id: service.server_id,
      image: container.image,
      version: container.image.split(":")[1] ?? "latest",
      hosts,
      health: health === "healthy" ? health : null,
    });
  }
}

function dropContainers(world: World, service: ServiceRow): void {
  for (const row of world.of(containers).where("owner", ownerKey(services.name, service))) world.of(containers).remove(row);
}

function stopParts(world: World, service: ServiceRow): void {
  world.of(services).update(service, { is_starting: false }, { touch: false });
  dropContainers(world, service);
  for (const part of partsOf(world, service)) setStatus(world, part, "exited");
}

/** A status as the agent on the server reports it. */
export function setStatus(world: World, part: PartRow, status: string): void {
  updatePart(world, part, status.startsWith("running") ? { status, last_online_at: sqlTime(world.now()) } : { status });
}
