import { ControlError } from "../control/error.ts";
import type { Bag } from "../http/normalise.ts";
import { defineTable, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { repositoryKey } from "./remote.ts";

/** A file that a repository holds on a branch. */
export interface FileRow extends Row {
  /** `repositoryKey` of the repository. */
  readonly repository: string;
  /** Null: on every branch. */
  readonly branch: string | null;
  /** From the top, with a leading slash. */
  readonly path: string;
  readonly content: string;
}
export const repositoryFiles = defineTable<FileRow>({
  name: "sandbox_repository_files",
  uuids: false,
  timestamps: false,
  indices: ["repository"],
});

const rooted = (path: string): string => `/${path.replace(/^\.?\/+/, "")}`;

/** `{repository, branch?, path, content}`: puts the file there, over an older one. */
export function controlFile(world: World, { repository, branch, path, content }: Bag): void {
  if (typeof repository !== "string" || typeof path !== "string" || typeof content !== "string") {
    throw new ControlError("The control repository-file needs a repository, a path and a content, all texts.");
  }
  const table = world.of(repositoryFiles);
  const place = { repository: repositoryKey(repository), branch: typeof branch === "string" ? branch : null, path: rooted(path) };
  const known = table.where("repository", place.repository).find((row) => row.branch === place.branch && row.path === place.path);
  if (known) table.update(known, { content });
  else table.insert({ ...place, content });
}

/** The text of a file, undefined when the repository, the branch or the file is not there. */
export function repositoryFile(world: World, repository: string, branch: string, path: string): string | undefined {
  const files = world.of(repositoryFiles).where("repository", repositoryKey(repository));
  const named = files.filter((row) => row.path === rooted(path));
  return (named.find((row) => row.branch === branch) ?? named.find((row) => row.branch === null))?.content;
}
