import type { Outcome } from "../http/pipeline.ts";

/** Milliseconds of a call after contract section 20: a base and what each item of a list answer adds. */
interface Cost {
  readonly base: number;
  readonly perItem?: number;
}

const FLOOR: Cost = { base: 40 };
const UNROUTED: Cost = { base: 20 };

/** By route; what is not named costs the floor of an authenticated call. */
const COSTS: Record<string, Cost> = {
  "GET api/health": { base: 20 },
  "GET api/v1/health": { base: 20 },
  "POST /projects": { base: 50 },
  "POST /projects/{uuid}/environments": { base: 50 },
  "POST /applications/public": { base: 70 },
  "POST /applications/dockerimage": { base: 62 },
  "PATCH /applications/{uuid}": { base: 62 },
  "GET /applications/{uuid}": { base: 56 },
  "GET /applications": { base: 36, perItem: 1 },
  "GET /resources": { base: 40, perItem: 1.3 },
  "GET /projects/{uuid}/{environment_name_or_uuid}": { base: 40, perItem: 1.3 },
  "GET /applications/{uuid}/envs": { base: 37, perItem: 2.5 },
  "GET /services/{uuid}/envs": { base: 37, perItem: 5 },
  "GET /databases/{uuid}/envs": { base: 37, perItem: 5 },
  "PATCH /applications/{uuid}/envs/bulk": { base: 40, perItem: 4.4 },
  "GET /deployments": { base: 45 },
  "POST /applications/{uuid}/start": { base: 80 },
  "POST /deploy": { base: 80 },
};

/** How long Coolify would take for this answer, in milliseconds. */
export function latencyOf({ route, answer }: Outcome): number {
  const cost = route === undefined ? UNROUTED : (COSTS[route] ?? FLOOR);
  return cost.base + (cost.perItem ?? 0) * itemsOf(answer.body);
}

/** Items of a list, or of the largest list inside an object. */
function itemsOf(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  if (body === null || typeof body !== "object") return 0;
  return Math.max(0, ...Object.values(body).map((value) => (Array.isArray(value) ? value.length : 0)));
}
