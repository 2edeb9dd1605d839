import { randomBytes } from "node:crypto";
import { type ApplicationRow, applicationSettings, applications } from "../applications/tables.ts";
import { ControlError } from "../control/error.ts";
import { queueDeployment } from "../deployments/queue.ts";
import type { Bag } from "../http/normalise.ts";
import type { World } from "../world/world.ts";
import { push, repositoryKey } from "./remote.ts";

const COMMIT_BYTES = 20;
const DOCKER_PACKS = new Set(["dockerimage"]);

/**
 * The control `push`: `{repository, branch, commit?}`. The branch has a new head, and the provider's webhook deploys every
 * application that follows this branch and has `is_auto_deploy_enabled`.
 */
export function controlPush(world: World, { repository, branch, commit }: Bag): void {
  if (typeof repository !== "string" || typeof branch !== "string") throw new ControlError("The control push needs repository and branch.");
  if (commit !== undefined && typeof commit !== "string") throw new ControlError("The commit of the control push must be a text.");
  const head = commit ?? randomBytes(COMMIT_BYTES).toString("hex");
  push(world, repository, branch, head);
  for (const application of followers(world, repository, branch)) {
    queueDeployment(world, { application, commit: head, isWebhook: true, isApi: false, gitType: "github" });
  }
}

function followers(world: World, repository: string, branch: string): ApplicationRow[] {
  const key = repositoryKey(repository);
  return world
    .of(applications)
    .all()
    .filter((row) => row.git_branch === branch && !DOCKER_PACKS.has(row.build_pack) && repositoryKey(row.git_repository) === key)
    .filter((row) => Boolean(world.of(applicationSettings).first("application_id", row.id)?.is_auto_deploy_enabled ?? true));
}
