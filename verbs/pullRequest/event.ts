import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";

/** A pull request as GitHub tells a workflow about it. */
export interface PullRequest {
  /** `owner/name` of the repository that it asks to be merged into. */
  repository: string;
  number: number;
  /** Commit of its branch, 40 digits. */
  head: string;
  /** From another repository: GitHub gives it no secrets and a token that may only read. */
  fork: boolean;
}

const Event = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    head: z.object({ sha: z.string().regex(/^[0-9a-f]{7,64}$/), repo: z.object({ full_name: z.string() }).nullish() }),
  }),
  repository: z.object({ full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }),
});

/** The pull request that this run is about; none outside of such a workflow. @throws Failure `usage` where its file says something else */
export function pullRequestOf({ environment }: Context): PullRequest | undefined {
  const file = environment.GITHUB_EVENT_PATH;
  if (!file || environment.GITHUB_EVENT_NAME !== "pull_request") return undefined;
  const parsed = Event.safeParse(read(file));
  if (!parsed.success)
    throw new Failure(
      EXIT.usage,
      `GITHUB_EVENT_PATH names a file that tells of no pull request: ${file}.`,
      "Start the workflow `on: pull_request`.",
    );
  const { pull_request: pull, repository } = parsed.data;
  return {
    repository: repository.full_name,
    number: pull.number,
    head: pull.head.sha,
    fork: pull.head.repo?.full_name !== repository.full_name,
  };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
