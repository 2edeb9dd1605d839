import { refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { repositoryAt } from "../sources/github.ts";
import { githubApps } from "../sources/tables.ts";
import type { ApplicationRow } from "./tables.ts";

export const GITHUB_APP = "App\\Models\\GithubApp";

/** `https://github.com/acme/site.git` -> `acme/site`; addresses for SSH stay as they are (contract 4.1). */
function githubRepository(sent: string): string {
  const isWeb = sent.startsWith("http") || sent.includes("github.com");
  const short = isWeb ? sent.replaceAll("https://", "").replaceAll("http://", "").replaceAll("github.com/", "") : sent;
  return withoutOuterSlashes(short).replace(/\.git$/, "");
}

/** A loop instead of an expression, which would take forever on very many slashes. */
function withoutOuterSlashes(text: string): string {
  let [start, end] = [0, text.length];
  while (text[start] === "/") start++;
  while (end > start && text[end - 1] === "/") end--;
  return text.slice(start, end);
}

/** What GitHub answers when the app may not see a repository. */
const NOT_ACCESSIBLE = [403, 404];

/** Source and repository of an application that a GitHub app may read. @throws Refusal 404, 400 */
export function githubAppColumns(call: Call, { github_app_uuid, git_repository }: Bag): Partial<ApplicationRow> {
  const app = call.world.of(githubApps).byUuid(github_app_uuid);
  if (!app || (app.team_id !== call.team && app.is_system_wide !== true)) throw refusal(404, "Github App not found.");
  if (app.app_id === null || app.private_key_id === null) throw refusal(400, "Failed to generate Github App token.");
  const repository = githubRepository(String(git_repository));
  const answer = repositoryAt(call.world, app, repository);
  if ("id" in answer) {
    return { source_type: GITHUB_APP, source_id: app.id, git_repository: repository, repository_project_id: answer.id };
  }
  if (NOT_ACCESSIBLE.includes(answer.status)) throw refusal(404, "Repository not found or not accessible by the GitHub App.");
  throw refusal(400, `Failed to verify repository access: ${answer.message}`);
}
