import { defineTable, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";

/** Background work as Coolify's queue holds it: a kind and what it needs, as JSON. */
export interface JobRequest {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Milliseconds until it runs when jobs run by themselves. Default: the setting `jobDelay`. */
  readonly delay?: number;
}

/** How a kind of job is done. */
export interface Job {
  readonly run: (world: World, payload: Readonly<Record<string, unknown>>) => void;
  /** Whether the control `settle` runs it. Default: true; deployments are not settled. */
  readonly settles?: boolean;
}

export interface JobRow extends Row {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly due: number;
}

/** Queued work is part of the world, so that a restart goes on with it. */
export const jobs = defineTable<JobRow>({ name: "sandbox_jobs", uuids: false, timestamps: false });
