import { loadCompose } from "../../applications/compose/load.ts";
import { applications } from "../../applications/tables.ts";
import type { World } from "../../world/world.ts";
import { applicationOfRow } from "../rows.ts";
import { type DeploymentRow, deployments } from "../tables.ts";
import { hostsOf, isRestartOfGit, urlsOf } from "./begin.ts";
import { buildFromGit, buildImage, cloneSources, type Passage, pushImage } from "./build.ts";
import { deployElsewhere } from "./elsewhere.ts";
import { commandFailed, DeploymentFailure, PLACES } from "./failure.ts";
import { ended, failed, finished, freeSpace } from "./finish.ts";
import { DeploymentLog, SEPARATOR } from "./log.ts";
import { isChecked, removeOld, rollOut, startContainer } from "./rollout.ts";

const ENV_FILE = "Creating .env file with runtime variables for container.";

/** The second half of a worker's run, up to the end of the row. */
export function endDeployment(world: World, row: DeploymentRow): void {
  const { run } = row;
  if (!run) return;
  const log = new DeploymentLog(world, row);
  const passage: Passage = { world, row, run, log };
  if (row.status === "cancelled-by-user") giveUp(passage);
  else if (row.status === "in_progress" && applicationOfRow(world, row)) pass(passage);
  freeSpace(world);
}

/** A cancelled run ends when the worker notices; what the cancel wrote into the log is overwritten (contract 8.3). */
function giveUp({ world, row, run }: Passage): void {
  world.of(deployments).update(row, { logs: run.logs });
  const log = new DeploymentLog(world, row);
  if (run.route === "image") {
    log.say(ENV_FILE, { hidden: true });
    log.say(SEPARATOR);
    log.say(run.obstacle ?? "Rolling update started.");
    log.say("Pulling latest images from the registry.");
  }
  log.say("Deployment cancelled by user, stopping execution.");
  log.say("Warning: Failed to write deployment configurations: Deployment cancelled by user", { error: true });
  log.say(`Gracefully shutting down build container: ${row.deployment_uuid}`);
  log.say(`Error stopping container ${row.deployment_uuid}: Deployment cancelled by user`, { error: true });
  log.keep();
  world.of(deployments).update(row, { finished_at: world.now(), run: null });
}

function pass(passage: Passage): void {
  const { world, row, log } = passage;
  try {
    const healthy = deploy(passage);
    if (healthy) succeed(passage);
    log.say(`Gracefully shutting down build container: ${row.deployment_uuid}`);
    log.keep();
    if (!healthy) ended(world, row, { status: "failed" });
  } catch (fault) {
    if (!(fault instanceof DeploymentFailure)) throw fault;
    failed(world, row, log, fault);
  }
}

/** @throws DeploymentFailure */
function deploy(passage: Passage): boolean {
  const { row, run, log } = passage;
  runPreCommand(passage);
  if (run.route === "compose" && !isRestartOfGit(row, run.route)) return deployCompose(passage);
  if (run.route === "git" || run.route === "compose") buildFromGit(passage);
  if (run.route === "inline") buildImage(passage);
  log.say(ENV_FILE, { hidden: true });
  if (run.route !== "image") pushImage(passage);
  return rollOut(passage);
}

/** Reads the file anew, builds on every deployment, removes before it starts, waits for no health (contract 8.5). @throws DeploymentFailure */
function deployCompose(passage: Passage): boolean {
  const { run, log } = passage;
  cloneSources(passage);
  const application = applicationOfRow(passage.world, passage.row);
  const isThere = run.remote.compose === undefined ? application && loadCompose(passage.world, application) : run.remote.compose !== null;
  if (!application || !isThere) {
    const { docker_compose_location: location, git_branch: branch } = run.application;
    throw new DeploymentFailure(
      `Docker Compose file not found at: ${location} (branch: ${branch})<br><br>Check if you used the right extension (.yaml or .yml) in the compose file name.`,
      PLACES.compose,
    );
  }
  log.say("Pulling & building required images.");
  log.say(ENV_FILE, { hidden: true });
  removeOld(passage);
  log.say("Starting new application.");
  startContainer({ ...passage, run: { ...run, hosts: hostsOf(urlsOf(application)) } }, null);
  log.say("New container started.");
  return true;
}

/** Runs in a container of the version before; without one there is nothing to run it in. @throws DeploymentFailure */
function runPreCommand({ run, log }: Passage): void {
  const { pre_deployment_command: text, uuid } = run.application;
  if (!text || !(run.remote.containers ?? 0)) return;
  log.say("Executing pre-deployment command (see debug log for output/errors).");
  if (run.remote.pre_command !== "fails") return;
  const command = `docker exec ${uuid}-1 sh -c '${text}'`;
  log.ran(command, "migration failed");
  throw commandFailed(command, 3, "migration failed");
}

/** `finished` is written before the post-deployment command runs, which cannot change it (contract 8.2). */
function succeed(passage: Passage): void {
  const { world, row, run, log } = passage;
  const application = applicationOfRow(world, row);
  finished(world, row);
  if (application && row.pull_request_id === 0 && run.obstacle === null && isChecked(passage))
    world.of(applications).update(application, { status: "running:unhealthy" });
  if (application) for (const { server, url } of deployElsewhere(world, row, application)) log.say(`Deployment to ${server}. Logs: ${url}`);
  const { post_deployment_command: text, uuid } = run.application;
  if (!text) return;
  log.say(SEPARATOR);
  log.say("Executing post-deployment command (see debug log for output).");
  if (run.remote.post_command !== "fails") return;
  log.ran(`docker exec ${uuid}-1 sh -c '${text}'`, "migration failed");
  log.say("Post-deployment command failed.");
  log.say("migration failed", { error: true });
}
