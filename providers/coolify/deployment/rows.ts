import type { Wire } from "../kind.ts";

/** One deployment as Coolify tells it (contract 8.3). */
export interface DeploymentRow {
  uuid: string;
  status: string;
  commit: string;
  /** From `deployment_url`: lists do not name the application otherwise. */
  application: string | undefined;
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
    isApi: wire.is_api === true,
    createdAt: Date.parse(String(wire.created_at)),
    // Null on some ends: then the last change of the row is the end.
    finishedAt: String(wire.finished_at ?? wire.updated_at ?? ""),
    wire,
  };
}
