import { without } from "../access/hidden.ts";
import { type ApplicationRow, applications } from "../applications/tables.ts";
import { type Answer, created, invalid, message, ok, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { withoutEnd } from "../http/edges.ts";
import type { Bag } from "../http/normalise.ts";
import { errorsOf, validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { randomText } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { changeGitlabInput, createGitlabInput, GITLAB_COLUMNS, GITLAB_FILLED } from "./input.ts";
import { requireOwnership, sourceOf, visibleSources } from "./lookup.ts";
import { type GitlabAppRow, gitlabApps } from "./tables.ts";

const GITLAB_TYPE = "App\\Models\\GitlabApp";
const NAME = "GitLab";
const SECRETS: ReadonlySet<string> = new Set(["client_secret", "webhook_token", "access_token", "refresh_token"]);

const ownApp = (call: Call): GitlabAppRow => sourceOf(call, gitlabApps, call.params.gitlab_app_id, NAME);

export const listGitlabApps = (call: Call): Answer => ok(visibleSources(call, gitlabApps).map((app) => shown(call, app)));

export function createGitlabApp(call: Call): Answer {
  const input = validated(call, createGitlabInput(call));
  if (input.custom_user === null || input.custom_port === null) throw serverError();
  const html_url = bare(input.html_url);
  const app = call.world.of(gitlabApps).insert({
    ...input,
    html_url,
    api_url: input.api_url ? bare(input.api_url) : apiOf(html_url),
    custom_port: Number(input.custom_port ?? 22),
    webhook_token: input.webhook_token || randomText(32),
    is_system_wide: isTruthy(input.is_system_wide),
    team_id: call.team,
  });
  return created(shown(call, app));
}

export function changeGitlabApp(call: Call): Answer {
  const app = ownApp(call);
  requireOwnership(call, app);
  const sent: Bag = Object.fromEntries(Object.entries(call.input).filter(([field]) => GITLAB_COLUMNS.includes(field)));
  const errors = errorsOf(sent, changeGitlabInput(call));
  if (Object.keys(errors).length > 0) throw invalid(errors, "Validation error");
  if (sent.html_url) {
    sent.html_url = bare(sent.html_url);
    sent.api_url ||= apiOf(String(sent.html_url));
  }
  if (sent.api_url) sent.api_url = bare(sent.api_url);
  if (GITLAB_FILLED.some((column) => column in sent && sent[column] === null)) throw serverError();
  if ("custom_port" in sent) sent.custom_port = Number(sent.custom_port);
  if ("is_system_wide" in sent) sent.is_system_wide = isTruthy(sent.is_system_wide);
  call.world.of(gitlabApps).update(app, sent);
  return ok({ message: "GitLab app updated successfully", data: shown(call, app) });
}

export function deleteGitlabApp(call: Call): Answer {
  const app = ownApp(call);
  requireOwnership(call, app);
  const count = usersOf(call.world, app).length;
  if (count > 0) throw refusal(409, `This GitLab app is being used by ${count} application(s). Please delete all applications first.`);
  call.world.of(gitlabApps).remove(app);
  return message("GitLab app deleted successfully");
}

const shown = ({ sensitive, team }: Call, app: GitlabAppRow): object => (sensitive && app.team_id === team ? app : without(app, SECRETS));

function usersOf(world: World, app: GitlabAppRow): ApplicationRow[] {
  return world
    .of(applications)
    .all()
    .filter((row) => row.source_id === app.id && row.source_type === GITLAB_TYPE);
}

const bare = (url: unknown): string => withoutEnd(String(url), /^\/$/);
const apiOf = (htmlUrl: string): string => `${htmlUrl}/api/v4`;
