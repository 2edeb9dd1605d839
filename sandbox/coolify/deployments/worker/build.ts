import { applications } from "../../applications/tables.ts";
import { keepImage } from "../../hosts/host.ts";
import { variables } from "../../variables/tables.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import { builds, type DeploymentRow, deployments } from "../tables.ts";
import { commandFailed, DeploymentFailure, PLACES } from "./failure.ts";
import { type DeploymentLog, SEPARATOR } from "./log.ts";
import type { Run } from "./run.ts";

/** One deployment on its way through the worker. */
export interface Passage {
  readonly world: World;
  readonly row: DeploymentRow;
  readonly run: Run;
  readonly log: DeploymentLog;
}

const MESSAGE = "Fix the cart";
const BUILD_ERROR = '#9 ERROR: process "npm run build" did not complete successfully: exit code: 1';

/** Makes the image of a git application, unless it is there and nothing that a build sees has changed (contract 8.5). */
export function buildFromGit(passage: Passage): void {
  const { row, run, log } = passage;
  const name = `${run.image.repository}:${run.image.tag}`;
  if (!row.force_rebuild && !run.application.disable_build_cache) {
    if (run.remote.image === "present") log.ran(`docker images -q ${name} 2>/dev/null`, "c0ffee000000");
    if (run.remote.image === "present" && !run.needsBuild) {
      log.say(`No build configuration changed & image found (${name}) with the same Git Commit SHA. Build step skipped.`);
      return;
    }
    log.say(
      run.remote.image === "present" ? "Build configuration changed. Rebuilding image." : `Image not found (${name}). Building new image.`,
    );
  }
  cloneSources(passage);
  if (run.application.build_pack === "nixpacks") sayNixpacks(passage);
  buildImage(passage);
}

const CLONE = "git -c http.version=HTTP/1.1 clone --depth=1 --recurse-submodules --shallow-submodules";

/** A quoted word inside a quoted command. */
const quoted = (text: unknown): string => `'\\''${text}'\\''`;

/** @throws DeploymentFailure when branch or commit are not there */
export function cloneSources({ world, row, run, log }: Passage): void {
  const { git_repository, git_branch } = run.application;
  const folder = `/artifacts/${row.deployment_uuid}`;
  log.say(SEPARATOR);
  log.say(`Importing ${git_repository}:${git_branch} (commit sha ${row.commit}) to ${folder}.`);
  if (run.remote.clone === "fails") {
    const command = `docker exec ${row.deployment_uuid} bash -c '${CLONE} -b ${[git_branch, git_repository, folder].map(quoted).join(" ")}'`;
    const output =
      typeof run.remote.head === "string"
        ? `fatal: remote error: upload-pack: not our ref ${row.commit}`
        : `fatal: Remote branch ${git_branch} not found in upstream origin`;
    log.ran(command, output);
    throw commandFailed(command, 128, output);
  }
  const subject = run.remote.message ?? MESSAGE;
  log.ran(`docker exec ${row.deployment_uuid} bash -c 'cd ${folder} && git log -1 ${row.commit} --pretty=%B'`, subject);
  const table = world.of(deployments);
  for (const one of table.where("application", row.application))
    if (one.commit === row.commit) table.update(one, { commit_message: subject });
}

function sayNixpacks({ world, row, run, log }: Passage): void {
  const { fqdn, git_branch: branch, uuid } = run.application;
  const own = world
    .of(variables)
    .where("owner", ownerKey(applications.name, { id: row.application }))
    .filter(({ key, is_preview }) => key.startsWith("NIXPACKS_") && is_preview === (row.pull_request_id !== 0));
  const given = [
    ...own.map(({ key, value }) => `${key}=${value ?? ""}`),
    ...(fqdn ? [`COOLIFY_URL=${fqdn}`, `COOLIFY_FQDN=${String(fqdn).replaceAll(/https?:\/\//g, "")}`] : []),
    `COOLIFY_BRANCH=${branch}`,
    `COOLIFY_RESOURCE_UUID=${uuid}`,
  ];
  const folder = `/artifacts/${row.deployment_uuid}`;
  log.say(`Generating nixpacks configuration with: nixpacks plan -f json ${given.map((one) => `--env '${one}'`).join(" ")} ${folder}`);
  log.ran(`docker exec ${row.deployment_uuid} bash -c 'nixpacks detect ${folder}'`, "node");
  log.say("Found application type: node.");
  log.say("If you need further customization, please check the documentation of Nixpacks: https://nixpacks.com/docs/providers/node");
  if (own.some(({ key }) => key === "NIXPACKS_NODE_VERSION")) return;
  log.say(SEPARATOR);
  log.say("⚠️ NIXPACKS_NODE_VERSION not set. Nixpacks will use Node.js 18 by default, which is EOL.");
  log.say("You can override this by setting NIXPACKS_NODE_VERSION=22 in your environment variables.");
}

/** @throws DeploymentFailure when the build fails */
export function buildImage({ world, row, run, log }: Passage): void {
  log.say("Creating build-time .env file in /artifacts (outside Docker context).", { hidden: true });
  log.say(SEPARATOR);
  log.say("Building docker image started.");
  log.say("To check the current progress, click on Show Debug Logs.");
  if (run.remote.build === "fails") {
    const command = `docker exec ${row.deployment_uuid} bash -c 'bash /artifacts/build.sh'`;
    log.ran(command, BUILD_ERROR);
    throw commandFailed(command, 1, BUILD_ERROR);
  }
  log.say("Building docker image completed.");
  keepImage(world, row.server_id, run.image.repository, run.image.tag);
  const { uuid, name } = run.application as { uuid: string; name: string };
  world.of(builds).insert({ application: uuid, name, commit: row.commit, deployment_uuid: row.deployment_uuid });
}

/** An image with a name goes to its registry on every deployment (contract 8.5). @throws DeploymentFailure */
export function pushImage({ row, run, log }: Passage): void {
  const { docker_registry_image_name: named, docker_registry_image_tag: tag } = run.application;
  if (!named) return;
  const image = `${run.image.repository}:${run.image.tag}`;
  log.say(SEPARATOR);
  log.say(`Pushing image to docker registry (${image}).`);
  if (run.remote.push === "denied") {
    const command = `docker exec ${row.deployment_uuid} bash -c 'docker push ${image}'`;
    const output = "denied: requested access to the resource is denied";
    log.ran(command, output);
    log.say("Failed to push image to docker registry. Please check debug logs for more information.");
    const { message } = commandFailed(command, 1, output);
    throw new DeploymentFailure(`App\\Exceptions\\DeploymentException: ${message}`, PLACES.push);
  }
  if (tag) log.say(`Tagging and pushing image with ${tag} tag.`);
}
