import type { CoolifyClient } from "../client.ts";
import { isCoolifyError } from "../errors.ts";
import { post } from "../kind.ts";
import type { DeploymentRow } from "./rows.ts";

/**
 * What must be cancelled so that a deployment on which nobody works goes on, or can be asked for again (contract 21.4): itself, or what
 * stands before it. Empty: somebody works on it, or it waits for what is somebody else's.
 */
export function orphansBefore(row: DeploymentRow, active: readonly DeploymentRow[]): DeploymentRow[] {
  if (row.status === "in_progress") return row.hasWorker ? [] : [row];
  const running = active.filter(({ status, server }) => status === "in_progress" && server === row.server);
  if (running.length === 0) return [row];
  if (running.some(({ hasWorker }) => hasWorker)) return [];
  return running.filter(({ application }) => application !== undefined && application === row.application);
}

/** One that has ended or begun meanwhile is left as it is. */
export async function cancelOrphans(client: CoolifyClient, orphans: readonly DeploymentRow[]): Promise<void> {
  for (const { uuid: deployment } of orphans) {
    try {
      await client.request(post("/deployments/{deployment}/cancel"), { params: { deployment }, idempotent: true });
    } catch (error) {
      if (!isCoolifyError(error, { status: 400 }) && !isCoolifyError(error, { status: 404 })) throw error;
    }
  }
}
