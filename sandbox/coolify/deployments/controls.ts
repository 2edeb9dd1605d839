import { applications } from "../applications/tables.ts";
import { ControlError } from "../control/error.ts";
import { rowIn } from "../hosts/controls.ts";
import type { Bag } from "../http/normalise.ts";
import type { Control } from "../noun.ts";
import type { World } from "../world/world.ts";
import { makePreview } from "./previews.ts";
import { deploymentByUuid } from "./rows.ts";
import { scanned } from "./status.ts";
import { type DeploymentRow, type DeploymentStatus, deployments, freedSpace } from "./tables.ts";
import { beginDeployment } from "./worker/begin.ts";
import { endDeployment } from "./worker/end.ts";
import { ended } from "./worker/finish.ts";
import { controlOutcome } from "./worker/outcomes.ts";
import { checkedRemote, type Remote } from "./worker/run.ts";

const STATUSES: readonly DeploymentStatus[] = ["queued", "in_progress", "finished", "failed", "cancelled-by-user"];

/** What workers, scans and webhooks do (README of the recordings), and how deployments go that run by themselves. */
export const deploymentControls: Record<string, Control> = {
  deployment: setRow,
  "deployment-made": setAge,
  worker: (world, command) => {
    const row = rowOf(world, command.deployment);
    beginDeployment(world, row, remoteIn(command));
    endDeployment(world, row);
  },
  "worker-begin": (world, command) => beginDeployment(world, rowOf(world, command.deployment), remoteIn(command)),
  "worker-end": (world, command) => endDeployment(world, rowOf(world, command.deployment)),
  status: (world, { uuid, status }) => setStatus(world, uuid, status),
  scan: (world, { application, container }) =>
    setStatus(world, application, typeof container === "string" ? scanned(container) : container),
  "webhook-opened-pull-request": openPullRequest,
  "database-reuses-freed-space": (world) => {
    world.of(freedSpace).insert({});
  },
  outcome: controlOutcome,
};

function rowOf(world: World, uuid: unknown): DeploymentRow {
  const row = deploymentByUuid(world, uuid);
  if (!row) throw new ControlError(`There is no deployment ${JSON.stringify(uuid) ?? "without a uuid"}.`);
  return row;
}

const remoteIn = ({ remote = {} }: Bag): Remote => checkedRemote(remote);

/** `{uuid, status, commit?}`: the row as a worker would set it. */
function setRow(world: World, { uuid, status, commit }: Bag): void {
  const row = rowOf(world, uuid);
  if (!STATUSES.includes(status as DeploymentStatus)) throw new ControlError(`A deployment's status is one of ${STATUSES.join(", ")}.`);
  const changes = { status: status as DeploymentStatus, ...(typeof commit === "string" ? { commit } : {}) };
  if (status === "queued" || status === "in_progress") world.of(deployments).update(row, changes);
  else ended(world, row, changes);
}

/** `{deployment, at}`: as if it had been asked for then. */
function setAge(world: World, { deployment, at }: Bag): void {
  const row = rowOf(world, deployment);
  if (typeof at !== "string" || Number.isNaN(Date.parse(at))) throw new ControlError("`at` is a moment, ISO 8601.");
  world.of(deployments).update(row, { created_at: at });
}

function setStatus(world: World, uuid: unknown, status: unknown): void {
  const row = rowIn(world, applications.name, uuid, "application");
  if (typeof status !== "string") throw new ControlError("A status is a text such as running:healthy.");
  world.of(applications).update(world.of(applications).get(row.id) as never, { status });
}

function openPullRequest(world: World, { application: uuid, pull_request_id }: Bag): void {
  const row = rowIn(world, applications.name, uuid, "application");
  const application = world.of(applications).get(row.id);
  if (!application || !Number.isInteger(pull_request_id)) throw new ControlError("A pull request needs application and pull_request_id.");
  makePreview(world, application, Number(pull_request_id), null);
}
