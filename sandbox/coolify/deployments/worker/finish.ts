import { applications } from "../../applications/tables.ts";
import type { World } from "../../world/world.ts";
import { startNext } from "../queue.ts";
import { applicationOfRow } from "../rows.ts";
import { type DeploymentRow, deployments, freedSpace } from "../tables.ts";
import { type DeploymentFailure, sayFailure } from "./failure.ts";
import type { DeploymentLog } from "./log.ts";
import { hashOf, snapshotOf } from "./snapshot.ts";

/** An end of a row; what waits on the application's server starts. */
export function ended(world: World, row: DeploymentRow, changes: Partial<DeploymentRow>): void {
  world.of(deployments).update(row, { finished_at: world.now(), ...changes, run: null });
  const application = applicationOfRow(world, row);
  if (application) startNext(world, application);
}

/**
 * The row is finished and names the configuration, read anew: a PATCH during the run counts as applied (contract 8.8).
 * Production's hash becomes the application's.
 */
export function finished(world: World, row: DeploymentRow): void {
  const application = applicationOfRow(world, row);
  if (!application) return;
  const snapshot = snapshotOf(world, application, row.pull_request_id !== 0);
  const hash = hashOf(snapshot);
  if (row.pull_request_id === 0) world.of(applications).update(application, { config_hash: hash });
  ended(world, row, { status: "finished", configuration_hash: hash, configuration_snapshot: snapshot });
}

/** The row failed; the log says why, and the new container is gone. What never begun has no end either (contract 8.2). */
export function failed(
  world: World,
  row: DeploymentRow,
  log: DeploymentLog,
  failure: DeploymentFailure,
  { begun = true }: { begun?: boolean } = {},
): void {
  sayFailure(log, failure);
  if (applicationOfRow(world, row)?.build_pack !== "dockercompose")
    log.say("Deployment failed. Removing the new version of your application.", { error: true });
  if (begun) log.say(`Gracefully shutting down build container: ${row.deployment_uuid}`);
  log.keep();
  ended(world, row, { status: "failed", ...(begun ? {} : { finished_at: null }) });
}

/** A row that a worker wrote into many times leaves space behind. */
export function freeSpace(world: World): void {
  world.of(freedSpace).insert({});
}
