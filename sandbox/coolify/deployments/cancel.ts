import { teamOfEnvironment } from "../applications/lookup.ts";
import { type Answer, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { World } from "../world/world.ts";
import { startWaiting } from "./queue.ts";
import { applicationOfRow, deploymentByUuid, isActive } from "./rows.ts";
import { type DeploymentRow, deployments } from "./tables.ts";
import { DeploymentLog } from "./worker/log.ts";

const CANCELLED = "cancelled-by-user";

/** `POST /deployments/{uuid}/cancel`: the status changes at once, and the next waiting row starts (contract 8.3). */
export function cancel(call: Call): Answer {
  const row = deploymentByUuid(call.world, call.params.uuid);
  const application = row && applicationOfRow(call.world, row);
  if (!row || !application) throw refusal(404, "Deployment not found.");
  if (teamOfEnvironment(call.world, application.environment_id) !== call.team) {
    throw refusal(403, "You do not have permission to cancel this deployment.");
  }
  if (!isActive(row)) throw refusal(400, `Deployment cannot be cancelled. Current status: ${row.status}`);
  cancelRow(call.world, row);
  return ok({ message: "Deployment cancelled successfully.", deployment_uuid: row.deployment_uuid, status: CANCELLED });
}

/** `finished_at` stays null until a worker that was busy with it gives up. */
export function cancelRow(world: World, row: DeploymentRow): void {
  const log = new DeploymentLog(world, row);
  world.of(deployments).update(row, { status: CANCELLED });
  log.say("Deployment cancelled by user via API.", { error: true });
  log.say(
    row.current_process_id === null
      ? "Deployment container not yet started. Will be cancelled when job checks status."
      : "Deployment container stopped.",
  );
  log.keep();
  startWaiting(world, row.server_id);
}
