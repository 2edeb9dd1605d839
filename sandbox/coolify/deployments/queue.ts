import type { ApplicationRow } from "../applications/tables.ts";
import { newUuid } from "../world/identity.ts";
import type { World } from "../world/world.ts";

/** What somebody wants deployed (queue_application_deployment, contract 8.2). */
export interface DeploymentWish {
  readonly application: ApplicationRow;
  /** Default: the application's `git_commit_sha`. */
  readonly commit?: string;
  readonly force?: boolean;
  readonly pullRequest?: number;
  readonly restartOnly?: boolean;
  readonly rollback?: boolean;
  /** Skip the check whether the same commit is queued already. */
  readonly bypassDuplicateCheck?: boolean;
}

export interface DeploymentTicket {
  readonly status: "queued" | "skipped" | "queue_full";
  readonly message: string;
  readonly deployment_uuid: string;
}

/** Puts a deployment into its server's queue. */
export function queueDeployment(_world: World, _wish: DeploymentWish): DeploymentTicket {
  return { status: "queued", message: "Deployment queued.", deployment_uuid: newUuid() };
}
