import { refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { githubApps } from "../sources/tables.ts";
import type { ApplicationRow } from "./tables.ts";

/** `https://github.com/acme/site.git` -> `acme/site`; addresses for SSH stay as they are (contract 4.1). */
export function githubRepository(sent: string): string {
  const isWeb = sent.startsWith("http") || sent.includes("github.com");
  const short = isWeb ? sent.replaceAll("https://", "").replaceAll("http://", "").replaceAll("github.com/", "") : sent;
  return short.replace(/^\/+|\/+$/g, "").replace(/\.git$/, "");
}

/** Source and repository of an application that a GitHub app may read. @throws Refusal 404, 400 */
export function githubAppColumns(call: Call, { github_app_uuid }: Bag): Partial<ApplicationRow> {
  const app = call.world.of(githubApps).byUuid(github_app_uuid);
  if (!app || (app.team_id !== call.team && app.is_system_wide !== true)) throw refusal(404, "Github App not found.");
  throw refusal(404, "Repository not found or not accessible by the GitHub App.");
}
