import { applications } from "../../applications/tables.ts";
import { containersOf } from "../../hosts/host.ts";
import type { Job } from "../../jobs/jobs.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import { stageLength, startWaiting } from "../queue.ts";
import { applicationOfRow } from "../rows.ts";
import { scanned } from "../status.ts";
import { type DeploymentRow, deployments } from "../tables.ts";
import { beginDeployment } from "./begin.ts";
import { endDeployment } from "./end.ts";
import { remoteOf } from "./surroundings.ts";

/** Deployments that run by themselves: two halves, then the server's scan. None of it settles (README of the recordings). */
export const deploymentJobs: Record<string, Job> = {
  "deployment-begin": { settles: false, run: (world, payload) => begin(world, payload) },
  "deployment-end": { settles: false, run: (world, payload) => end(world, payload) },
  "deployment-scan": { settles: false, run: (world, payload) => scan(world, Number(payload.application)) },
};

type Payload = Readonly<Record<string, unknown>>;

/** The row of a job. It may have gone with its application; its worker notices and leaves the place to the next. */
function rowOf(world: World, { deployment, server }: Payload): DeploymentRow | undefined {
  const row = world.of(deployments).get(Number(deployment));
  if (!row) startWaiting(world, Number(server));
  return row;
}

function begin(world: World, payload: Payload): void {
  const row = rowOf(world, payload);
  const application = row && applicationOfRow(world, row);
  if (!application || row.run) return;
  const remote = remoteOf(world, row, application);
  beginDeployment(world, row, remote);
  if (row.run) world.queue({ kind: "deployment-end", payload, delay: remote.milliseconds ?? stageLength(world) });
}

function end(world: World, payload: Payload): void {
  const row = rowOf(world, payload);
  if (!row) return;
  endDeployment(world, row);
  if (row.status === "finished")
    world.queue({ kind: "deployment-scan", payload: { application: row.application }, delay: stageLength(world) });
}

/** What the container is becomes what Coolify says it is. */
function scan(world: World, applicationId: number): void {
  const application = world.of(applications).get(applicationId);
  const container = containersOf(world, ownerKey(applications.name, { id: applicationId })).find((one) => one.pull_request_id === 0);
  if (!application) return;
  const seen = container ? (container.health ? `${container.state}:${container.health}` : container.state) : "exited";
  world.of(applications).update(application, { status: scanned(seen) }, { touch: false });
}
