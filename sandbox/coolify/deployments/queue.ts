import type { ApplicationRow } from "../applications/tables.ts";
import type { DestinationRow } from "../destinations/tables.ts";
import { serverError } from "../http/answer.ts";
import { settingsOf } from "../servers/lookup.ts";
import { type ServerRow, servers } from "../servers/tables.ts";
import { newUuid } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { deploymentsOf, deploymentUrl, isActive, placeOfApplication } from "./rows.ts";
import { type DeploymentRow, deployments, freedSpace } from "./tables.ts";

/** What somebody wants deployed (queue_application_deployment, contract 8.2). */
export interface DeploymentWish {
  readonly application: ApplicationRow;
  /** Default: the application's `git_commit_sha`. */
  readonly commit?: string;
  readonly force?: boolean;
  readonly pullRequest?: number;
  readonly dockerTag?: string | null;
  readonly restartOnly?: boolean;
  readonly rollback?: boolean;
  /** `no_questions_asked`: no check for duplicates, and it starts at once; the queue's limit holds all the same. */
  readonly bypassDuplicateCheck?: boolean;
  readonly isWebhook?: boolean;
  /** Default: true. */
  readonly isApi?: boolean;
  readonly gitType?: string;
  /** Default: the application's own. */
  readonly destination?: DestinationRow;
}

export interface DeploymentTicket {
  readonly status: "queued" | "skipped" | "queue_full";
  readonly message: string;
  readonly deployment_uuid: string;
}

const TEXTS: Record<DeploymentTicket["status"], string> = {
  queued: "Deployment queued.",
  skipped: "Deployment already queued for this commit.",
  queue_full: "Deployment queue is full. Please wait for existing deployments to complete.",
};

/** What may stand after the colon of an image (contract 8.1). */
const DOCKER_TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Puts a deployment into its server's queue, or not; the uuid of the ticket is real only when it is `queued` (contract 8.2). */
export function queueDeployment(world: World, wish: DeploymentWish): DeploymentTicket {
  const uuid = newUuid();
  const ticket = (status: DeploymentTicket["status"]): DeploymentTicket => ({ status, message: TEXTS[status], deployment_uuid: uuid });
  const { destination = placeOfApplication(world, wish.application).destination } = wish;
  const server = world.of(servers).get(destination?.server_id);
  if (!server || !destination) throw serverError();
  if (waitingOn(world, server.id).length >= settingsOf(world, server).deployment_queue_limit) return ticket("queue_full");
  const commit = wish.commit ?? (wish.application.git_commit_sha || "HEAD");
  if (!wish.force && !wish.rollback && !wish.bypassDuplicateCheck && isDuplicate(world, wish, commit)) return ticket("skipped");
  const row = insertRow(world, wish, { uuid, commit, server, destination });
  if (wish.bypassDuplicateCheck || mayStart(world, row)) start(world, row);
  return ticket("queued");
}

const waitingOn = (world: World, serverId: number): DeploymentRow[] =>
  world
    .of(deployments)
    .where("status", "queued")
    .filter((row) => row.server_id === serverId);

function isDuplicate(world: World, { application, pullRequest = 0, dockerTag = null }: DeploymentWish, commit: string): boolean {
  return deploymentsOf(world, application).some(
    (row) => isActive(row) && row.commit === commit && row.pull_request_id === pullRequest && row.docker_registry_image_tag === dockerTag,
  );
}

interface Slot {
  readonly uuid: string;
  readonly commit: string;
  readonly server: ServerRow;
  readonly destination: DestinationRow;
}

function insertRow(world: World, wish: DeploymentWish, { uuid, commit, server, destination }: Slot): DeploymentRow {
  const { application } = wish;
  return world.of(deployments).insert({
    deployment_uuid: uuid,
    application: application.id,
    application_id: String(application.id),
    application_name: application.name,
    server_id: server.id,
    server_name: server.name,
    destination_id: String(destination.id),
    deployment_url: deploymentUrl(world, application, uuid),
    pull_request_id: wish.pullRequest ?? 0,
    docker_registry_image_tag: wish.dockerTag ?? null,
    commit,
    force_rebuild: wish.force ?? false,
    restart_only: wish.restartOnly ?? false,
    rollback: wish.rollback ?? false,
    is_webhook: wish.isWebhook ?? false,
    is_api: wish.isApi ?? true,
    git_type: wish.gitType ?? null,
    place: nextPlace(world),
  });
}

/** A new row lies behind all others, or before them where space was freed. */
function nextPlace(world: World): number {
  const table = world.of(deployments);
  const [freed] = world.of(freedSpace).all();
  if (!freed) return table.next;
  world.of(freedSpace).remove(freed);
  return -freed.id;
}

/** One deployment of an application at a time, and `concurrent_builds` on a server. */
function mayStart(world: World, row: DeploymentRow): boolean {
  const running = world.of(deployments).where("status", "in_progress");
  if (running.some((one) => one.application === row.application && one.pull_request_id === row.pull_request_id)) return false;
  const server = world.of(servers).get(row.server_id);
  if (!server) return false;
  return running.filter((one) => one.server_id === row.server_id).length < settingsOf(world, server).concurrent_builds;
}

/** A tag that no image can have ends the request in the middle: the row stays `in_progress` for ever (contract 8.1). */
function start(world: World, row: DeploymentRow): void {
  world.of(deployments).update(row, { status: "in_progress" });
  if (row.docker_registry_image_tag !== null && !DOCKER_TAG.test(row.docker_registry_image_tag)) throw serverError();
  world.queue({ kind: "deployment-begin", payload: { deployment: row.id, server: row.server_id }, delay: stageLength(world) });
}

/** A deployment has two halves: until the commit and the image are known, and until its end. */
export const stageLength = (world: World): number => world.settings.deploymentDuration / 2;

/** Starts what may start on a server, the oldest first. */
export function startWaiting(world: World, serverId: number): void {
  for (const row of waitingOn(world, serverId).sort((one, other) => one.id - other.id)) if (mayStart(world, row)) start(world, row);
}

/** The end of a row looks at the primary server of its application, wherever the row itself ran (contract 8.2). */
export function startNext(world: World, application: ApplicationRow): void {
  const { server } = placeOfApplication(world, application);
  if (server) startWaiting(world, server.id);
}
