import type { World } from "../world/world.ts";
import { imageTags } from "./tables.ts";

/** A digest as Coolify keeps it in the column of the tag. */
const DIGEST = /^sha256-[a-f0-9]{64}$/;

/** `web:1.0.0`, or `web@sha256:…` for what Coolify keeps as the tag `sha256-…` (contract 8.8). */
export function imageReference(repository: string, tag: string): string {
  return DIGEST.test(tag) ? `${repository.replace(/@sha256$/, "")}@sha256:${tag.slice("sha256-".length)}` : `${repository}:${tag}`;
}

/** Whether the registry has this tag. `docker.io/` and `library/` may be left out, as with `docker pull`. */
export function inRegistry(world: World, repository: string, tag: string): boolean {
  const name = plain(repository);
  return world
    .of(imageTags)
    .all()
    .some((row) => row.tag === tag && plain(row.repository) === name);
}

const plain = (repository: string): string =>
  repository
    .replace(/^docker\.io\//, "")
    .replace(/^library\//, "")
    .replace(/@sha256$/, "");

/** What `docker pull` says about a tag that is not there. */
export function pullFault(world: World, repository: string): string {
  const known = world
    .of(imageTags)
    .all()
    .some((row) => plain(row.repository) === plain(repository));
  return known ? "manifest unknown" : "pull access denied";
}

export function addTag(world: World, repository: string, tag: string): void {
  if (!inRegistry(world, repository, tag)) world.of(imageTags).insert({ repository, tag });
}

export function removeTag(world: World, repository: string, tag: string): void {
  const table = world.of(imageTags);
  for (const row of table.where("repository", repository)) if (row.tag === tag) table.remove(row);
}
