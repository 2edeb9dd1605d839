/** What a route asks of a token. */
export type Ability = "read" | "write" | "deploy" | "write:sensitive";

/** A registered route (contract section 2). `moved`: the GET that answers 405 because the endpoint is a POST now. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly ability: Ability;
  readonly moved?: true;
  /** These four work while the API is switched off (contract 1.1). */
  readonly besideSwitch?: true;
  /** The version of Coolify that has it first, where that is later than 4.3.0 (contract 19). */
  readonly since?: string;
}

const ABILITIES: Record<string, Ability> = { r: "read", w: "write", d: "deploy", ws: "write:sensitive" };

/** Path -> methods with the letter of their ability, as in contract section 2; `GET*` answers 405. */
const INVENTORY: Record<string, string> = {
  "/version": "GET r",
  "/enable": "GET* w, POST w",
  "/disable": "GET* w, POST w",
  "/mcp/enable": "POST w",
  "/mcp/disable": "POST w",
  "/team": "GET r",
  "/team/members": "GET r",
  "/teams": "GET r",
  "/teams/{id}": "GET r",
  "/teams/{id}/members": "GET r",
  "/teams/current": "GET r",
  "/teams/current/members": "GET r",
  ...each("/notifications/%", ["email", "discord", "slack", "telegram", "pushover", "webhook"], { "": "GET r, PATCH w" }),
  "/settings/email": "GET r, PATCH ws",
  "/team/envs": "GET r, POST w",
  "/team/envs/{env_id}": "PATCH w, DELETE w",
  "/projects": "GET r, POST w",
  "/projects/{uuid}": "GET r, PATCH w, DELETE w",
  "/projects/{uuid}/environments": "GET r, POST w",
  "/projects/{uuid}/environments/{environment_name_or_uuid}": "PATCH w, DELETE w",
  "/projects/{uuid}/{environment_name_or_uuid}": "GET r",
  "/projects/{uuid}/envs": "GET r, POST w",
  "/projects/{uuid}/envs/{env_id}": "PATCH w, DELETE w",
  "/projects/{uuid}/environments/{environment_name_or_uuid}/envs": "GET r, POST w",
  "/projects/{uuid}/environments/{environment_name_or_uuid}/envs/{env_id}": "PATCH w, DELETE w",
  ...each("/%", ["security/keys", "cloud-init-scripts"], { "": "GET r, POST w", "/{uuid}": "GET r, PATCH w, DELETE w" }),
  ...each("/%", ["cloud-tokens", "s3-storages"], {
    "": "GET r, POST w",
    "/{uuid}": "GET r, PATCH w, DELETE w",
    "/{uuid}/validate": "POST w",
  }),
  "/resources": "GET r",
  "/deploy": "GET* d, POST d",
  "/deployments": "GET r",
  "/deployments/{uuid}": "GET r",
  "/deployments/{uuid}/cancel": "POST d",
  "/deployments/applications/{uuid}": "GET r",
  "/tags": "GET r, POST w",
  "/tags/{uuid}": "PATCH w, DELETE w",
  "/servers": "GET r, POST w",
  "/servers/{uuid}": "GET r, PATCH w, DELETE w",
  "/servers/{uuid}/domains": "GET r",
  "/servers/{uuid}/resources": "GET r",
  "/servers/{uuid}/validate": "GET* w, POST w",
  "/servers/{uuid}/envs": "GET r, POST w",
  "/servers/{uuid}/envs/{env_id}": "PATCH w, DELETE w",
  "/servers/{uuid}/docker-cleanup": "GET r, PATCH w",
  "/servers/{uuid}/docker-cleanup/run": "POST w",
  "/servers/{uuid}/docker-cleanup/executions": "GET r",
  "/servers/{uuid}/log-drains": "GET r, PATCH w",
  "/servers/{uuid}/sentinel": "GET r, PATCH w",
  "/servers/{uuid}/cloudflare-tunnel": "GET r, PATCH w",
  "/servers/{uuid}/cloudflare-tunnel/enable": "POST w",
  "/servers/{uuid}/cloudflare-tunnel/disable": "POST w",
  "/servers/{uuid}/proxy": "GET r, PATCH w",
  "/servers/{uuid}/proxy/configuration": "PUT w",
  "/servers/{uuid}/proxy/restart": "POST w",
  "/servers/{uuid}/destinations": "GET r, POST w",
  "/destinations": "GET r",
  "/destinations/{uuid}": "GET r, PATCH w, DELETE w",
  ...each("/servers/%", ["hetzner", "vultr", "digitalocean"], { "": "POST w" }),
  "/servers/import": "POST w",
  "/servers/{uuid}/export": "GET r",
  "/servers/{uuid}/export/mailbox": "POST w",
  "/servers/{uuid}/claim": "POST w",
  "/servers/{uuid}/transfer/complete": "POST w",
  "/servers/{uuid}/migrate": "POST w",
  ...each("/hetzner/%", ["locations", "server-types", "images", "ssh-keys", "firewalls", "networks"], { "": "GET r" }),
  ...each("/vultr/%", ["regions", "plans", "os", "ssh-keys"], { "": "GET r" }),
  ...each("/digitalocean/%", ["regions", "sizes", "images", "ssh-keys"], { "": "GET r" }),
  ...each("/applications/%", ["public", "private-github-app", "private-deploy-key", "dockerfile", "dockerimage"], { "": "POST w" }),
  "/applications": "GET r",
  "/applications/{uuid}/rollback-images": "GET r",
  "/applications/{uuid}/rollback": "POST d",
  "/applications/{uuid}/destinations": "GET r, POST w",
  "/applications/{uuid}/destinations/{destination_uuid}": "DELETE w",
  "/applications/{uuid}/previews/{pull_request_id}": "DELETE w",
  "/databases": "GET r",
  ...each("/databases/%", ["postgresql", "mysql", "mariadb", "mongodb", "redis", "clickhouse", "dragonfly", "keydb"], { "": "POST w" }),
  "/databases/{uuid}/backups": "GET r, POST w",
  "/databases/{uuid}/backups/{scheduled_backup_uuid}": "PATCH w, DELETE w",
  "/databases/{uuid}/backups/{scheduled_backup_uuid}/executions": "GET r",
  "/databases/{uuid}/backups/{scheduled_backup_uuid}/executions/{execution_uuid}": "DELETE w",
  "/services": "GET r, POST w",
  "/services/{uuid}/applications": "GET r",
  "/services/{uuid}/applications/{app_uuid}": "GET r, PATCH w",
  ...each("/services/{uuid}/applications/{app_uuid}/%", ["start", "restart", "stop"], { "": "GET* d, POST d" }),
  "/services/{uuid}/applications/{app_uuid}/logs": "GET r, POST r",
  "/services/{uuid}/databases": "GET r",
  "/services/{uuid}/databases/{database_uuid}": "GET r, PATCH w",
  ...each("/services/{uuid}/databases/{database_uuid}/%", ["start", "restart", "stop"], { "": "POST d" }),
  "/services/{uuid}/databases/{database_uuid}/logs": "GET r",
  ...each("/%", ["applications", "databases", "services"], {
    "/{uuid}": "GET r, PATCH w, DELETE w",
    "/{uuid}/logs": "GET r",
    "/{uuid}/envs": "GET r, POST w, PATCH w",
    "/{uuid}/envs/bulk": "PATCH w",
    "/{uuid}/envs/{env_uuid}": "DELETE w",
    "/{uuid}/storages": "GET r, POST w, PATCH w",
    "/{uuid}/storages/{storage_uuid}": "DELETE w",
    "/{uuid}/storages/{storage_uuid}/backups": "PUT w, DELETE w",
    "/{uuid}/storages/{storage_uuid}/backups/run": "POST w",
    "/{uuid}/tags": "GET r, POST w",
    "/{uuid}/tags/{tag_uuid}": "DELETE w",
    "/{uuid}/move": "POST w",
    "/{uuid}/migrate": "POST w",
    "/{uuid}/clone": "POST w",
    "/{uuid}/start": "GET* d, POST d",
    "/{uuid}/restart": "GET* d, POST d",
    "/{uuid}/stop": "GET* d, POST d",
  }),
  ...each("/%/{uuid}/scheduled-tasks", ["applications", "services"], {
    "": "GET r, POST w",
    "/{task_uuid}": "PATCH w, DELETE w",
    "/{task_uuid}/executions": "GET r",
    "/{task_uuid}/execute": "POST w",
  }),
  "/github-apps": "GET r, POST w",
  "/github-apps/{github_app_id}": "PATCH w, DELETE w",
  "/github-apps/{github_app_id}/repositories": "GET r",
  "/github-apps/{github_app_id}/repositories/{owner}/{repo}/branches": "GET r",
  "/gitlab-apps": "GET r, POST w",
  "/gitlab-apps/{gitlab_app_id}": "PATCH w, DELETE w",
};

const SINCE: Record<string, string> = { "/settings/email": "4.3.10" };
const BESIDE_SWITCH = new Set(["/enable", "/disable", "/mcp/enable", "/mcp/disable"]);

/** One path for each word and ending. */
function each(pattern: string, words: readonly string[], endings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word) => Object.entries(endings).map(([ending, methods]) => [pattern.replace("%", word) + ending, methods])),
  );
}

/** All routes below /api/v1. */
export const routes: readonly Route[] = Object.entries(INVENTORY).flatMap(([path, methods]) =>
  methods.split(", ").map((entry) => route(path, entry)),
);

/** All paths below /api/v1. */
export const paths: readonly string[] = Object.keys(INVENTORY);

function route(path: string, entry: string): Route {
  const [method = "", letter = ""] = entry.split(" ");
  return {
    method: method.replace("*", ""),
    path,
    ability: ABILITIES[letter] ?? "read",
    ...(method.endsWith("*") ? { moved: true as const } : {}),
    ...(BESIDE_SWITCH.has(path) ? { besideSwitch: true as const } : {}),
    ...(SINCE[path] === undefined ? {} : { since: SINCE[path] }),
  };
}
