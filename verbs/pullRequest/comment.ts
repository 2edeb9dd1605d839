import { z } from "zod";
import { EXIT, Failure } from "../failure.ts";
import { type Github, type GithubAnswer, LostAnswer, messageOf } from "./github.ts";

/** First line of our comment. Nobody sees it on the page. */
export const MARKER = "<!-- pf:preview -->";

/** Whose comments are those of `GITHUB_TOKEN`. */
export const WORKFLOW_LOGIN = "github-actions[bot]";

const Comment = z.object({ id: z.int(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() });
type Comment = z.infer<typeof Comment>;

const PER_PAGE = 100;

export interface Place {
  /** `owner/name` */
  repository: string;
  /** Number of the pull request. */
  number: number;
  /** Whose comments are ours. Somebody else's is not touched, even when it bears our mark. */
  login: string;
}

export type Posted = "created" | "updated" | "unchanged";

/**
 * Makes our one comment on a pull request say this. The first time it is made, later it is changed.
 *
 * @param body begins with `MARKER`
 * @throws Failure with what GitHub says and what to do
 */
export async function postComment(github: Github, place: Place, body: string): Promise<Posted> {
  const ours = await findOurs(github, place);
  if (!ours) return create(github, place, body);
  if (ours.body === body) return "unchanged";
  const answer = await github.send("PATCH", `/repos/${place.repository}/issues/comments/${ours.id}`, { body });
  // Somebody deleted it in the meantime.
  if (answer.status === 404) return create(github, place, body);
  requireDone(answer, place);
  return "updated";
}

const listOf = ({ repository, number }: Place) => `/repos/${repository}/issues/${number}/comments`;

async function findOurs(github: Github, place: Place): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const answer = await github.send("GET", `${listOf(place)}?per_page=${PER_PAGE}&page=${page}`);
    requireDone(answer, place);
    const comments = z.array(Comment).parse(answer.body);
    const ours = comments.find(({ body, user }) => user?.login === place.login && body?.startsWith(MARKER));
    if (ours || comments.length < PER_PAGE) return ours;
  }
}

/** A comment whose answer was lost is looked for before it is sent again: there is never a second one. */
async function create(github: Github, place: Place, body: string): Promise<Posted> {
  for (let attempt = 1; ; attempt++) {
    try {
      requireDone(await github.send("POST", listOf(place), { body }), place);
      return "created";
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error;
    }
    await github.pause();
    if (await findOurs(github, place)) return "created";
    if (attempt === 3)
      throw new Failure(EXIT.applyFailed, "GitHub took the comment three times and showed it never.", "Run the job again.");
  }
}

const HINTS: Record<number, { exit: number; hint: string }> = {
  401: { exit: EXIT.authentication, hint: "The token is wrong or has ended. In a workflow GITHUB_TOKEN is `github.token`." },
  403: { exit: EXIT.authentication, hint: "The job needs `permissions: pull-requests: write`. A fork's token may only read." },
  404: { exit: EXIT.unknownName, hint: "The pull request is gone, or the token may not see the repository." },
  410: { exit: EXIT.unknownName, hint: "Conversations are switched off there." },
  422: { exit: EXIT.applyFailed, hint: "GitHub does not take this text; the summary of the run has it." },
};

function requireDone({ status, body }: GithubAnswer, { repository, number }: Place): void {
  if (status < 300) return;
  const { exit = EXIT.applyFailed, hint } = HINTS[status] ?? {};
  const said = messageOf(body).slice(0, 200);
  throw new Failure(
    exit,
    `The comment on ${repository}#${number} was not written: GitHub answered ${status}${said && ` (${said})`}.`,
    hint,
  );
}
