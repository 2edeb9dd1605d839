import type { World } from "../world/world.ts";
import { type BranchRow, branches } from "./tables.ts";

/**
 * The same name for every spelling of a repository: `https://github.com/pf-core/air-app.git`, `git@github.com:pf-core/air-app`
 * and the `pf-core/air-app` that Coolify keeps of GitHub's are all `github.com/pf-core/air-app`.
 */
export function repositoryKey(repository: string): string {
  const bare = repository
    .trim()
    .replace(/^[a-z+]+:\/\//i, "")
    .replace(/^[^/@]*@/, "")
    .replace(/^([^/:]+):(?:\d+\/)?/, "$1/")
    .replace(/(?<!\/)\/+$/, "")
    .replace(/\.git$/, "")
    .toLowerCase();
  return bare.split("/").length === 2 ? `github.com/${bare}` : bare;
}

/** The branches of a repository; none when the world does not know it. */
export function branchesOf(world: World, repository: string): BranchRow[] {
  const key = repositoryKey(repository);
  return world
    .of(branches)
    .all()
    .filter((row) => repositoryKey(row.repository) === key);
}

/** What `git ls-remote` says: the branch's commit, or null when there is none. */
export const headOf = (world: World, repository: string, branch: string): string | null =>
  branchesOf(world, repository).find((row) => row.branch === branch)?.head ?? null;

/** Whether a commit (40 hex) or the name of a branch can be fetched. */
export function hasRevision(world: World, repository: string, revision: string): boolean {
  return branchesOf(world, repository).some(
    (row) => row.branch === revision || row.head === revision || row.history.includes(revision) || revision === "HEAD",
  );
}

/** The new head of a branch; repository and branch come into being when they are new. */
export function push(world: World, repository: string, branch: string, commit: string): void {
  const table = world.of(branches);
  const row = branchesOf(world, repository).find((one) => one.branch === branch);
  if (!row) table.insert({ repository, branch, head: commit, history: [] });
  else if (row.head !== commit) table.update(row, { head: commit, history: [row.head, ...row.history] });
}
