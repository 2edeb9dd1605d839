import type { World } from "../world/world.ts";
import { type PartRow, type ServiceRow, serviceApplications, serviceDatabases } from "./tables.ts";

/** Containers of a service, databases last, as Coolify goes through them. */
export function partsOf(world: World, service: ServiceRow): PartRow[] {
  return [...world.of(serviceApplications).where("service_id", service.id), ...world.of(serviceDatabases).where("service_id", service.id)];
}

/** The status of a whole service from its parts (contract 13.3, "Status"). */
export function serviceStatus(world: World, service: ServiceRow): string {
  if (service.is_starting) return "starting:unhealthy";
  const parts = partsOf(world, service);
  const counted = parts.filter((part) => !isExcluded(part));
  if (counted.length > 0) return aggregate(counted);
  if (parts.length === 0) return "unknown:unknown:excluded";
  const status = aggregate(parts);
  return status.includes(":") ? `${status}:excluded` : "exited";
}

const isExcluded = (part: PartRow): boolean => part.exclude_from_status || part.status.includes(":excluded");

/** Kinds of states in the order in which a text is looked at; the first that it contains counts. */
const STATES: readonly (readonly [state: string, words: readonly string[]])[] = [
  ["degraded", ["degraded"]],
  ["restarting", ["restarting"]],
  ["running", ["running"]],
  ["exited", ["exited"]],
  ["starting", ["created", "starting"]],
  ["paused", ["paused"]],
  ["dead", ["dead", "removing"]],
];

/** Which set of states gives which status; the first that applies counts. */
const RULES: readonly (readonly [all: readonly string[], status: string])[] = [
  [["degraded"], "degraded:unhealthy"],
  [["restarting"], "degraded:unhealthy"],
  [["running", "exited"], "degraded:unhealthy"],
  [["running", "starting"], "starting:unknown"],
  [["running", "unhealthy"], "running:unhealthy"],
  [["running", "unknown"], "running:unknown"],
  [["running"], "running:healthy"],
  [["dead"], "degraded:unhealthy"],
  [["paused"], "paused:unknown"],
  [["starting"], "starting:unknown"],
];

function aggregate(parts: readonly PartRow[]): string {
  const found = new Set<string>();
  for (const { status } of parts) {
    const state = STATES.find(([, words]) => words.some((word) => status.includes(word)))?.[0];
    if (state) found.add(state);
    if (state === "running" || state === "degraded")
      for (const word of ["unhealthy", "unknown"]) if (status.includes(word)) found.add(word);
  }
  return RULES.find(([all]) => all.every((one) => found.has(one)))?.[1] ?? "exited";
}
