import { type ApplicationRow, applications } from "../../applications/tables.ts";
import { hasRevision, headOf } from "../../git/remote.ts";
import { containersOf, obeys } from "../../hosts/host.ts";
import { siteFault } from "../../proxy/faults.ts";
import { inRegistry, pullFault } from "../../registry/image.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import type { DeploymentRow } from "../tables.ts";
import { outcomeFor } from "./outcomes.ts";
import type { Remote } from "./run.ts";

const FIRST_ERROR = 400;

/** How the world behaves towards a deployment that runs by itself: git, registry, the container's faults, and outcomes that were asked for. */
export function remoteOf(world: World, row: DeploymentRow, application: ApplicationRow): Remote {
  const image = application.docker_registry_image_name ?? "";
  const tag = row.docker_registry_image_tag ?? application.docker_registry_image_tag ?? "latest";
  const source = application.build_pack === "dockerimage" ? ofImage(world, image, tag) : ofGit(world, row, application);
  const commit = row.commit === "HEAD" ? (source.head ?? "HEAD") : row.commit;
  const version = application.build_pack === "dockerimage" ? tag : commit;
  const health = isFaulty(world, application, version) ? ({ health: "unhealthy" } as const) : {};
  const server = obeys(world, row.server_id) ? {} : ({ server: "unusable" } as const);
  const before = containersOf(world, ownerKey(applications.name, application)).length;
  return { containers: before, ...source, ...health, ...server, ...outcomeFor(world, { application, commit, image, tag }) };
}

const ofImage = (world: World, image: string, tag: string): Remote =>
  inRegistry(world, image, tag) ? { pull: "ok" } : { pull: pullFault(world, image) };

function ofGit(world: World, row: DeploymentRow, application: ApplicationRow): Remote {
  if (application.dockerfile) return {};
  const { git_repository: repository, git_branch: branch } = application;
  const head = headOf(world, repository, branch);
  if (head === null) return { head, clone: "fails" };
  const wanted = row.commit === "" ? "HEAD" : row.commit;
  return {
    head,
    message: `Change ${(wanted === "HEAD" ? head : wanted).slice(0, 7)}`,
    ...(hasRevision(world, repository, wanted) ? {} : { clone: "fails" }),
  };
}

/** A container that answers its health check with an error is unhealthy to Coolify too; a fault of a host lies outside of it. */
function isFaulty(world: World, application: ApplicationRow, version: string): boolean {
  const site = { name: application.name, uuid: application.uuid, state: "healthy", version } as const;
  const fault = siteFault(world, "", site, String(application.health_check_path ?? "/"));
  return fault !== undefined && fault.status >= FIRST_ERROR;
}
