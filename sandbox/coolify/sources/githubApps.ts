import { hide } from "../access/hidden.ts";
import { type ApplicationRow, applications } from "../applications/tables.ts";
import { type Answer, created, invalid, message, ok, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { withoutEnds } from "../http/edges.ts";
import type { Bag } from "../http/normalise.ts";
import { isInUse, keyOf } from "../keys/lookup.ts";
import { privateKeys } from "../keys/tables.ts";
import { errorsOf, validated } from "../validation/validate.ts";
import type { World } from "../world/world.ts";
import { branchesOf, repositoriesOf } from "./github.ts";
import { changeGithubInput, createGithubInput, GITHUB_COLUMNS, GITHUB_FILLED, NUMBER_COLUMNS } from "./input.ts";
import { requireOwnership, sourceOf, visibleSources } from "./lookup.ts";
import { type GithubAppRow, githubApps } from "./tables.ts";

export const GITHUB_TYPE = "App\\Models\\GithubApp";
const NAME = "GitHub";
const DONE = "GitHub app updated successfully";

const ownApp = (call: Call): GithubAppRow => sourceOf(call, githubApps, call.params.github_app_id, NAME);

export function listGithubApps(call: Call): Answer {
  const { sensitive, team } = call;
  return ok(visibleSources(call, githubApps).map((app) => ({ ...shown(app, sensitive && app.team_id === team) })));
}

export function createGithubApp(call: Call): Answer {
  const organization = normalOrganization(call.input.organization);
  const merged: Call = { ...call, input: { ...call.input, organization } };
  const { private_key_uuid, ...input } = validated(merged, createGithubInput(call));
  const key = keyOf(call, private_key_uuid, "Private key not found or does not belong to your team.");
  if (input.custom_user === null || input.custom_port === null) throw serverError();
  const sent = {
    ...{ custom_user: "git", custom_port: 22, is_system_wide: false },
    ...input,
    api_url: input.api_url || apiOf(String(input.html_url)),
    private_key_id: key.id,
    is_public: false,
    team_id: call.team,
  };
  const app = call.world.of(githubApps).insert(asStored(sent));
  const { id, uuid, created_at, updated_at } = app;
  const { client_secret: _, webhook_secret: __, ...open } = sent as Bag;
  return created({ ...open, team_id: String(call.team), uuid, updated_at, created_at, id, type: "github" });
}

/** Only fields that have a value are checked; null goes to the database, which refuses it in some columns (contract 15). */
export function changeGithubApp(call: Call): Answer {
  const app = ownApp(call);
  requireOwnership(call, app);
  const sent: Bag = Object.fromEntries(Object.entries(call.input).filter(([field]) => GITHUB_COLUMNS.includes(field)));
  if ("organization" in sent) sent.organization = normalOrganization(sent.organization);
  const errors = errorsOf(sent, changeGithubInput(call));
  if (Object.keys(errors).length > 0) throw invalid(errors, "Validation error");
  if (sent.html_url && !sent.api_url) sent.api_url = apiOf(String(sent.html_url));
  if (sent.private_key_uuid)
    sent.private_key_id = keyOf(call, sent.private_key_uuid, "Private key not found or does not belong to your team").id;
  delete sent.private_key_uuid;
  if (GITHUB_FILLED.some((column) => column in sent && sent[column] === null)) throw serverError();
  call.world.of(githubApps).update(app, asStored(sent));
  return ok({ message: DONE, data: shown({ ...app, ...sent } as GithubAppRow, false) });
}

export function deleteGithubApp(call: Call): Answer {
  const { world } = call;
  const app = ownApp(call);
  requireOwnership(call, app);
  const count = usersOf(world, app).length;
  if (count > 0) throw refusal(409, `This GitHub app is being used by ${count} application(s). Please delete all applications first.`);
  const key = world.of(privateKeys).get(app.private_key_id);
  if (key && !isInUse(world, key, app)) world.of(privateKeys).remove(key);
  world.of(githubApps).remove(app);
  return message("GitHub app deleted successfully");
}

export const listRepositories = (call: Call): Answer => ok({ repositories: repositoriesOf(call.world, ownApp(call)) });

export function listBranches(call: Call): Answer {
  ownApp(call);
  const branches = branchesOf(call.world, `${call.params.owner}/${call.params.repo}`);
  if (!branches) throw refusal(404, "Error loading branches from GitHub.", { error: "Not Found" });
  return ok({ branches });
}

function shown(app: GithubAppRow, sensitive: boolean): object {
  return { ...hide(app, sensitive, "githubApp"), type: "github" };
}

function usersOf(world: World, app: GithubAppRow): ApplicationRow[] {
  return world
    .of(applications)
    .all()
    .filter((row) => row.source_id === app.id && row.source_type === GITHUB_TYPE);
}

const asStored = (sent: Bag): Partial<GithubAppRow> =>
  Object.fromEntries(Object.entries(sent).map(([column, value]) => [column, stored(column, value)]));

function stored(column: string, value: unknown): unknown {
  if (value === null) return null;
  if (NUMBER_COLUMNS.includes(column)) return Number(value);
  return column === "is_system_wide" ? value === true || value === 1 || value === "1" : value;
}

/** Without slashes around it. */
const normalOrganization = (value: unknown): unknown =>
  typeof value === "string" ? withoutEnds(value, /^[/\s]$/) || null : (value ?? null);

/** Where the API of a GitHub lives: its own host on github.com and ghe.com, below the installation elsewhere. */
function apiOf(htmlUrl: string): string {
  const { hostname, origin } = new URL(htmlUrl);
  if (hostname === "github.com") return "https://api.github.com";
  return hostname.endsWith(".ghe.com") && !hostname.startsWith("api.") ? `https://api.${hostname}` : `${origin}/api/v3`;
}
