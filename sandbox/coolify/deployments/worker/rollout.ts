import { applications } from "../../applications/tables.ts";
import { containerName, containersOf, keepImage } from "../../hosts/host.ts";
import { containers } from "../../hosts/tables.ts";
import { ownerKey } from "../../world/table.ts";
import type { Passage } from "./build.ts";
import { commandFailed, DeploymentFailure, PLACES } from "./failure.ts";
import { SEPARATOR } from "./log.ts";

const NO_CURL =
  "WARNING: Dockerfile or Docker Image based deployment detected. The healthcheck needs a curl or wget command to check the health of the application. Please make sure that it is available in the image or turn off healthcheck on Coolify's UI.";
const MANY_ATTEMPTS = 100;

/** Starts the new container in the place of the old one. False: it was not healthy, and the old one stays (contract 8.7). */
export function rollOut(passage: Passage): boolean {
  const { run, log } = passage;
  log.say(SEPARATOR);
  if (run.obstacle !== null) {
    log.say(run.obstacle);
    removeOld(passage);
    pullImage(passage);
    log.say("New container started.");
    startContainer(passage, isChecked(passage) ? (run.remote.health ?? "healthy") : null);
    return true;
  }
  log.say("Rolling update started.");
  pullImage(passage);
  log.say("New container started.");
  const healthy = !isChecked(passage) || passesCheck(passage);
  log.say("Removing old containers.");
  if (healthy) {
    removeContainers(passage);
    startContainer(passage, isChecked(passage) ? "healthy" : null);
  } else sayNotHealthy(passage);
  log.say("Rolling update completed.");
  return healthy;
}

export const isChecked = ({ run }: Passage): boolean => Boolean(run.application.health_check_enabled) || run.remote.health_check === true;

/** @throws DeploymentFailure when the registry does not have the image */
function pullImage({ world, row, run, log }: Passage): void {
  if (run.route !== "image") return;
  log.say("Pulling latest images from the registry.");
  const { pull = "ok" } = run.remote;
  const { uuid } = run.application as { uuid: string };
  if (pull === "ok" || pull === "slow") {
    keepImage(world, row.server_id, run.image.repository, run.image.tag);
    return;
  }
  const command = `docker exec ${row.deployment_uuid} bash -c 'docker compose --project-name ${uuid} --project-directory /artifacts/${row.deployment_uuid} pull'`;
  const output = pull === "manifest unknown" ? `manifest for ${run.subject} not found: manifest unknown` : pull;
  log.ran(command, output);
  const { message } = commandFailed(command, 18, output);
  throw new DeploymentFailure(
    `Rolling update failed (App\\Exceptions\\DeploymentException): Failed to start container: ${message}`,
    PLACES.rolling,
  );
}

function passesCheck({ run, log }: Passage): boolean {
  const { application, remote } = run;
  const { health = "healthy" } = remote;
  const name = containerName(String(application.uuid));
  const port = application.health_check_port ?? String(application.ports_exposes ?? "80").split(",", 1)[0];
  const { health_check_scheme: scheme, health_check_host: host, health_check_path: path, health_check_method: method } = application;
  const retries = Math.min(Number(application.health_check_retries ?? 10), MANY_ATTEMPTS);
  log.say("Waiting for healthcheck to pass on the new container.");
  log.say(`Healthcheck URL (inside the container): ${method}: ${scheme}://${host}:${port}${path}`);
  log.say(`Waiting for the start period (${application.health_check_start_period} seconds) before starting healthcheck.`);
  for (let attempt = 1; attempt <= retries; attempt++) {
    log.ran(`docker inspect --format='{{json .State.Health.Status}}' ${name}`, JSON.stringify(health));
    log.say(`Attempt ${attempt} of ${retries} | Healthcheck status: "${health}"`);
    if (health === "healthy") {
      log.say("Healthcheck logs: OK | Return code: 0");
      log.say("New container is healthy.");
      return true;
    }
    if (health === "unhealthy") {
      log.say("Healthcheck logs: curl: (7) Failed to connect | Return code: 7");
      log.say("New container is unhealthy.", { error: true });
      break;
    }
  }
  log.say(SEPARATOR);
  log.say("Container logs:");
  log.ran(`docker logs -n 100 ${name}`, health === "unhealthy" ? "Error: cannot listen" : "booting", { hidden: false, error: true });
  log.say(SEPARATOR);
  return false;
}

function sayNotHealthy({ run, log }: Passage): void {
  if (run.route === "image" || run.application.build_pack === "dockerfile")
    for (const line of [SEPARATOR, NO_CURL, SEPARATOR]) log.say(line);
  log.say("New container is not healthy, rolling back to the old container.");
}

export function removeOld(passage: Passage): void {
  passage.log.say("Removing old containers.");
  removeContainers(passage);
}

function removeContainers({ world, row }: Passage): void {
  for (const old of containersOf(world, ownerKey(applications.name, { id: row.application }))) {
    if (old.pull_request_id === row.pull_request_id && (old.server_id === null || old.server_id === row.server_id))
      world.of(containers).remove(old);
  }
}

export function startContainer({ world, row, run }: Passage, health: string | null): void {
  const uuid = String(run.application.uuid);
  world.of(containers).insert({
    owner: ownerKey(applications.name, { id: row.application }),
    name: containerName(uuid),
    server_id: row.server_id,
    pull_request_id: row.pull_request_id,
    image: `${run.image.repository}:${run.image.tag}`,
    version: run.version,
    hosts: run.hosts,
    state: "running",
    health,
    log: `${run.application.name} listens on port ${run.application.ports_exposes}\n`,
  });
}
