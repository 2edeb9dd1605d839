import { createHash } from "node:crypto";
import type { Job } from "../jobs/jobs.ts";
import type { World } from "../world/world.ts";
import { bringUp, takeAllDown, takeDown } from "./host.ts";
import { parseService } from "./parse.ts";
import { partsOf } from "./status.ts";
import { type PartRow, type ServiceRow, services } from "./tables.ts";

/** What is done with a service in the background; with `part` only with that one. */
export const serviceJobs: Record<string, Job> = {
  "service.start": job(startService),
  "service.started": job(started),
  "service.stop": job(stop),
  "service.delete": job((world, service) => world.of(services).remove(service)),
};

function job(run: (world: World, service: ServiceRow, part?: string) => void): Job {
  return {
    run(world, { service, part }) {
      const row = world.of(services).get(service as number);
      if (row) run(world, row, part as string | undefined);
    },
  };
}

function queue(world: World, kind: string, service: ServiceRow, part?: string, delay?: number): void {
  const payload = { service: service.id, ...(part === undefined ? {} : { part }) };
  world.queue({ kind, payload, ...(delay === undefined ? {} : { delay }) });
}

export const queueStart = (world: World, service: ServiceRow, part?: PartRow): void => queue(world, "service.start", service, part?.name);
export const queueStop = (world: World, service: ServiceRow, part?: PartRow): void => queue(world, "service.stop", service, part?.name);
export const queueDeletion = (world: World, service: ServiceRow): void => queue(world, "service.delete", service);

/** Starts at once, as POST /deploy does: the service is `starting` until the containers were brought up (contract 13.3). */
export function startService(world: World, service: ServiceRow, part?: string): void {
  parseService(world, service);
  const config_hash = createHash("md5").update(`${service.docker_compose}${service.docker_compose_raw}`).digest("hex");
  world.of(services).update(service, { config_hash, is_starting: true });
  queue(world, "service.started", service, part, world.settings.deploymentDuration);
}

/** The parts keep their status until the server reports; left to itself the sandbox reports at once that all is well. */
function started(world: World, service: ServiceRow, part?: string): void {
  // A stop came in between.
  if (!service.is_starting) return;
  world.of(services).update(service, { is_starting: false }, { touch: false });
  if (world.settings.jobs === "auto") bringUp(world, service, part);
}

/** Stopping the whole service ends a start that is in progress. */
function stop(world: World, service: ServiceRow, name?: string): void {
  const part = name === undefined ? undefined : partsOf(world, service).find((one) => one.name === name);
  if (part) takeDown(world, service, part);
  if (name !== undefined) return;
  world.of(services).update(service, { is_starting: false }, { touch: false });
  takeAllDown(world, service);
}
