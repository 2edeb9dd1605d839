import type { Wire } from "../kind.ts";

/** One deployment as Coolify tells it (contract 8.3). */
export interface DeploymentRow {
  uuid: string;
  status: string;
  commit: string;
  /** From `deployment_url`: lists do not name the application otherwise. */
  application: string | undefined;
  server: unknown;
  /** Whether a worker has taken it: none has of one whose job was lost (contract 21.4). */
  hasWorker: boolean;
  /** 0: production. */
  pullRequest: number;
  isApi: boolean;
  createdAt: number;
  finishedAt: string;
  wire: Wire;
}

const ACTIVE = new Set(["queued", "in_progress"]);
const APPLICATION = /\/application\/([^/]+)\//;

export const isActive = (status: string): boolean => ACTIVE.has(status);

export function deploymentOf(wire: Wire): DeploymentRow {
  return {
    uuid: String(wire.deployment_uuid),
    status: String(wire.status),
    commit: String(wire.commit ?? "HEAD"),
    application: APPLICATION.exec(String(wire.deployment_url ?? ""))?.[1],
    server: wire.server_id,
    hasWorker: Boolean(wire.horizon_job_worker || wire.current_process_id || wire.logs),
    pullRequest: Number(wire.pull_request_id ?? 0),
    isApi: wire.is_api === true,
    createdAt: Date.parse(String(wire.created_at)),
    // Null on some ends: then the last change of the row is the end.
    finishedAt: String(wire.finished_at ?? wire.updated_at ?? ""),
    wire,
  };
}
