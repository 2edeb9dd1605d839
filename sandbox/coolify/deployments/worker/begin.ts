import { applicationSettingsOf } from "../../applications/lookup.ts";
import type { ApplicationRow } from "../../applications/tables.ts";
import { hasImage } from "../../hosts/host.ts";
import { imageReference } from "../../registry/image.ts";
import { settingsOf } from "../../servers/lookup.ts";
import { type ServerRow, serverSettings, servers } from "../../servers/tables.ts";
import type { World } from "../../world/world.ts";
import { applicationOfRow, deploymentsOf } from "../rows.ts";
import { type DeploymentRow, deployments, previews } from "../tables.ts";
import { DeploymentFailure, PLACES } from "./failure.ts";
import { failed } from "./finish.ts";
import { DeploymentLog } from "./log.ts";
import type { Remote, Route, Run } from "./run.ts";
import { needsBuild, snapshotOf } from "./snapshot.ts";

const HELPER = "docker.io/coollabsio/coolify-helper:1.0.15";
const DOCKER_VERSION = "27.3.1";
const WORKER = "coolify-worker-1";
const IMAGE_TAG_LENGTH = 128;

/** Host names of comma-separated URLs. */
export function hostsOf(urls: unknown): string[] {
  if (typeof urls !== "string") return [];
  return urls.split(",").flatMap((url) => {
    const host = URL.canParse(url.trim()) ? new URL(url.trim()).hostname : "";
    return host ? [host.toLowerCase()] : [];
  });
}

/** Domains of the application; a compose application has them by service. */
export function urlsOf({ fqdn, docker_compose_domains }: ApplicationRow): string {
  const urls = fqdn ? [fqdn] : [];
  if (docker_compose_domains) {
    const services = JSON.parse(docker_compose_domains) as Record<string, { domain?: string | null }>;
    for (const { domain } of Object.values(services)) if (domain) urls.push(domain);
  }
  return urls.join(",");
}

/** The first half of a worker's run: reads the application, resolves the commit, decides about the build. */
export function beginDeployment(world: World, row: DeploymentRow, remote: Remote): void {
  const log = new DeploymentLog(world, row);
  if (row.status !== "in_progress" && row.status !== "queued") {
    if (row.status === "cancelled-by-user") log.say("Deployment was cancelled before starting.");
    log.keep();
    return;
  }
  const application = applicationOfRow(world, row);
  const server = world.of(servers).get(row.server_id);
  if (!application || !server) return;
  const worker = { current_process_id: String(10_000 + row.id), horizon_job_worker: WORKER };
  world.of(deployments).update(row, { status: "in_progress", ...worker });
  if (remote.server === "unusable" || !settingsOf(world, server).is_usable) {
    log.say("Server is not functional.");
    const failure = new DeploymentFailure("Server is not functional.", PLACES.server, "Illuminate\\Queue\\ManuallyFailedException");
    failed(world, row, log, failure, { begun: false });
    return;
  }
  detectDocker(world, server, log);
  const route = routeOf(application);
  const subject = subjectOf(application, row, route);
  const restarts = row.restart_only && (route === "git" || route === "compose");
  log.say(restarts ? `Restarting ${gitSubject(application)} on ${server.name}.` : `Starting deployment of ${subject} to ${server.name}.`);
  log.say(`Preparing container with helper image: ${HELPER}`);
  if (route === "git" || route === "compose") resolveCommit(world, row, application, remote, log);
  log.keep();
  world.of(deployments).update(row, { run: runOf(world, row, application, { remote, route, subject }) });
}

/** The worker looks for Docker and remembers its version. */
function detectDocker(world: World, server: ServerRow, log: DeploymentLog): void {
  const seen = { docker_version: DOCKER_VERSION, docker_version_checked_at: world.now() };
  world.of(serverSettings).update(settingsOf(world, server), seen);
  log.say(`Docker ${DOCKER_VERSION} with BuildKit and Buildx detected on deployment server (${server.name}).`);
}

export const isRestartOfGit = (row: DeploymentRow, route: Route): boolean => row.restart_only && (route === "git" || route === "compose");

function routeOf(application: ApplicationRow): Route {
  if (application.build_pack === "dockerimage") return "image";
  if (application.build_pack === "dockercompose") return "compose";
  return application.dockerfile ? "inline" : "git";
}

const gitSubject = (application: ApplicationRow): string => `${application.git_repository}:${application.git_branch}`;

function subjectOf(application: ApplicationRow, row: DeploymentRow, route: Route): string {
  if (route === "image") {
    const { repository, tag } = imageOf(application, row);
    return imageReference(repository, tag);
  }
  return route === "git" ? gitSubject(application) : application.name;
}

/** Image of an application that has one; for git builds the commit is the tag (contract 8.5). */
function imageOf(application: ApplicationRow, row: DeploymentRow): Run["image"] {
  const named = application.docker_registry_image_name;
  switch (routeOf(application)) {
    case "image":
      return {
        repository: named ?? application.uuid,
        tag: row.docker_registry_image_tag ?? application.docker_registry_image_tag ?? "latest",
      };
    case "inline":
      return { repository: named ?? application.uuid, tag: "latest" };
    default:
      return { repository: named ?? application.uuid, tag: row.commit.slice(0, IMAGE_TAG_LENGTH) };
  }
}

/** `HEAD` becomes what the branch points to; a rollback keeps what it was given. */
function resolveCommit(world: World, row: DeploymentRow, application: ApplicationRow, { head }: Remote, log: DeploymentLog): void {
  if (typeof head !== "string") return;
  log.ran(
    `docker exec ${row.deployment_uuid} bash -c 'git ls-remote ${application.git_repository} refs/heads/${application.git_branch}'`,
    `${head}\trefs/heads/${application.git_branch}`,
  );
  if ((row.commit === "HEAD" || row.commit === "") && !row.rollback) world.of(deployments).update(row, { commit: head });
}

function runOf(
  world: World,
  row: DeploymentRow,
  application: ApplicationRow,
  { remote, route, subject }: { remote: Remote; route: Route; subject: string },
): Run {
  const preview = world
    .of(previews)
    .where("application_id", application.id)
    .find((one) => one.pull_request_id === row.pull_request_id);
  const image = imageOf(application, row);
  const last = deploymentsOf(world, application).findLast(
    (one) => one.status === "finished" && one.pull_request_id === row.pull_request_id,
  );
  const pending = needsBuild(last?.configuration_snapshot, snapshotOf(world, application, row.pull_request_id !== 0));
  const present = remote.image === undefined ? hasImage(world, row.server_id, image.repository, image.tag) : remote.image === "present";
  const version = route === "git" || route === "compose" ? (row.commit === "HEAD" ? (remote.head ?? "HEAD") : row.commit) : image.tag;
  return {
    remote: { ...remote, image: present ? "present" : "absent" },
    route,
    subject,
    image,
    version,
    hosts: row.pull_request_id === 0 ? hostsOf(urlsOf(application)) : hostsOf(preview?.fqdn),
    obstacle: obstacleOf(world, row, application),
    needsBuild: pending,
    logs: row.logs,
    application: { ...application },
  };
}

/** Why the old container must go first (contract 8.7). */
function obstacleOf(world: World, row: DeploymentRow, application: ApplicationRow): string | null {
  const settings = applicationSettingsOf(world, application);
  const unsupported = "rolling update is not supported.";
  if (row.pull_request_id !== 0) return `Pull request deployment, ${unsupported}`;
  if (application.ports_mappings) return `Application has ports mapped to the host system, ${unsupported}`;
  if (settings.is_consistent_container_name_enabled) return `Consistent container name feature enabled, ${unsupported}`;
  if (settings.custom_internal_name) return `Custom internal name is set, ${unsupported}`;
  if (/--ip6?\b/.test(String(application.custom_docker_run_options ?? ""))) return `Custom IP address is set, ${unsupported}`;
  return null;
}
