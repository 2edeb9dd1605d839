import { type KeptDomain, phpJson, readKept } from "../../domains/compose.ts";
import { repositoryFile } from "../../git/files.ts";
import { withoutEnd } from "../../http/edges.ts";
import type { Job } from "../../jobs/jobs.ts";
import type { World } from "../../world/world.ts";
import { type ApplicationRow, applications } from "../tables.ts";
import { composeServices, serviceNamed } from "./names.ts";
import { parseApplication } from "./parse.ts";

const BIGGEST = 5 * 1024 * 1024;

/**
 * Reads the compose file from the repository and all that follows from it: after a create, and in every deployment (contract 4.4).
 * A file that is not there, or too large, changes nothing.
 * @returns whether there was a file
 */
export function loadCompose(world: World, application: ApplicationRow): boolean {
  const { git_repository, git_branch, base_directory, docker_compose_location } = application;
  const path = `${withoutEnd(String(base_directory), /^\/$/)}${docker_compose_location}`;
  const text = repositoryFile(world, git_repository, git_branch, path);
  if (!text || Buffer.byteLength(text) > BIGGEST) return false;
  world.of(applications).update(application, { docker_compose_raw: text });
  parseApplication(world, application);
  dropUnknownDomains(world, application);
  return true;
}

/** Domains of names that the file does not have go; names that are only spelt otherwise get the file's spelling. */
function dropUnknownDomains(world: World, application: ApplicationRow): void {
  const names = composeServices(application.docker_compose_raw ?? "");
  if (!application.docker_compose_domains || names.length === 0) return;
  const kept: Record<string, KeptDomain> = {};
  for (const [key, entry] of Object.entries(readKept(application.docker_compose_domains))) {
    const name = serviceNamed(key, names);
    if (name !== undefined) kept[name] = entry;
  }
  const docker_compose_domains = Object.keys(kept).length > 0 ? phpJson(kept) : null;
  world.of(applications).update(application, { docker_compose_domains });
}

export const loadComposeJob: Job = {
  run(world, { application }) {
    const row = world.of(applications).get(application as number);
    if (row) loadCompose(world, row);
  },
};
