import { appendFileSync } from "node:fs";
import type { Context } from "../context.ts";
import { EXIT } from "../failure.ts";
import { startSandbox } from "../sandbox.ts";
import type { RunOptions } from "../session.ts";
import type { StackPreview } from "./change.ts";
import { MARKER, type Posted, postComment, WORKFLOW_LOGIN } from "./comment.ts";
import { type PullRequest, pullRequestOf } from "./event.ts";
import { Github } from "./github.ts";
import { renderMarkdown } from "./markdown.ts";
import { previewAll, withMadeUpSecrets } from "./previews.ts";
import { touchedStacks } from "./touchedStacks.ts";

/** Longest summary of a step that GitHub shows is 1 MiB. */
const SUMMARY_LIMIT = 1_000_000;

export interface PullRequestOptions extends RunOptions {
  /** Commit that HEAD is compared with. */
  base: string;
  /** On the sandbox, whatever secrets there are. */
  offline?: boolean;
}

export interface PullRequestReport {
  previews: StackPreview[];
  /** On the sandbox: compared with nothing, instead of with what runs. */
  offline: boolean;
  /** The comment's text. */
  markdown: string;
  /** What became of the comment. Absent: this is no pull request, or nobody may write there. */
  comment?: Posted;
  /** Code of the first preview that failed; else 0. */
  exit: number;
}

/**
 * Says what a change would do to the stacks that it touches, in one comment on its pull request, which is updated in place, and in the
 * summary of the job. Without access to the state, as a pull request from a fork, the stacks are tried on the sandbox instead.
 *
 * @throws Failure when the change cannot be read or the comment not be written
 */
export async function previewPullRequest(context: Context, { base, offline, ...options }: PullRequestOptions): Promise<PullRequestReport> {
  const pull = pullRequestOf(context);
  const { stacks, removed } = await touchedStacks(context, base);
  const alone = offline || pull?.fork === true || !hasState(context);
  const found = alone ? await offThere(context, stacks, options) : await previewAll(context, stacks, options);
  const previews = [...found, ...removed.map((stack): StackPreview => ({ stack, outcome: "removed", changes: [], notices: [] }))];
  const said = { before: [MARKER, "## What this would change", ...(alone ? [OFFLINE] : []), ...(previews.length === 0 ? [NOTHING] : [])] };
  const after = [footer(context, pull)];
  const markdown = renderMarkdown(previews, { ...said, after });
  summarise(context, renderMarkdown(previews, { ...said, after, limit: SUMMARY_LIMIT }));
  const comment = await post(context, pull, markdown);
  const exit = previews.find(({ failure }) => failure)?.failure?.exit ?? EXIT.ok;
  return { previews, offline: alone, markdown, ...(comment && { comment }), exit };
}

const NOTHING = "No stack is touched.";
const OFFLINE =
  "> [!NOTE]\n> Checked **offline**: this run has no access to the state of the stacks, as it is with pull requests from forks. " +
  "The stacks were previewed on an empty offline Coolify with made-up secrets, so everything shows as created.";

/** Where a state is kept that other machines see. GitHub gives an empty text for a secret that is not there. */
const hasState = ({ environment }: Context) => Boolean(environment.PULUMI_BACKEND_URL || environment.PULUMI_ACCESS_TOKEN);

async function offThere(context: Context, stacks: readonly string[], options: RunOptions): Promise<StackPreview[]> {
  if (stacks.length === 0) return [];
  const sandbox = await startSandbox(context);
  try {
    return await previewAll(withMadeUpSecrets(sandbox.context, stacks), stacks, options);
  } finally {
    await sandbox.stop();
  }
}

function footer({ environment }: Context, pull: PullRequest | undefined): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  const known = server && repository && run && [server, repository, run].every((part) => /^[\w.:/-]+$/.test(part));
  const link = known ? ` · [this run](${server}/${repository}/actions/runs/${run})` : "";
  return `<sub>Nothing was sent to Coolify${pull ? ` · commit ${pull.head.slice(0, 10)}` : ""}${link}</sub>`;
}

function summarise({ environment }: Context, markdown: string): void {
  if (environment.GITHUB_STEP_SUMMARY) appendFileSync(environment.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}

async function post(context: Context, pull: PullRequest | undefined, markdown: string): Promise<Posted | undefined> {
  const { GITHUB_API_URL: url, GITHUB_TOKEN: token, PF_GITHUB_LOGIN: login, PF_LOOPBACK_ONLY, PF_PACE } = context.environment;
  // A fork's token may only read.
  if (!pull || pull.fork || !token) return undefined;
  const github = new Github({
    url: url || "https://api.github.com",
    token,
    loopbackOnly: PF_LOOPBACK_ONLY === "1",
    ...(PF_PACE ? { pace: Number(PF_PACE) } : {}),
  });
  try {
    return await postComment(github, { ...pull, login: login || WORKFLOW_LOGIN }, markdown);
  } finally {
    await github.close();
  }
}
