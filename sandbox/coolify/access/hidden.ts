/** Keys that only sensitive readers see; for the others the key is absent (contract 1.7). */
const SENSITIVE = {
  application: [
    "dockerfile",
    "docker_compose",
    "docker_compose_raw",
    "custom_labels",
    "manual_webhook_secret_github",
    "manual_webhook_secret_gitlab",
    "manual_webhook_secret_bitbucket",
    "manual_webhook_secret_gitea",
    "http_basic_auth_password",
    "private_key_id",
  ],
  variable: ["value", "real_value"],
  sharedVariable: ["value"],
  deployment: ["logs"],
  service: ["docker_compose", "docker_compose_raw"],
  database: [
    "postgres_password",
    "mysql_password",
    "mysql_root_password",
    "mariadb_password",
    "mariadb_root_password",
    "mongo_initdb_root_password",
    "redis_password",
    "keydb_password",
    "dragonfly_password",
    "clickhouse_admin_password",
    "init_scripts",
    "internal_db_url",
    "external_db_url",
  ],
  serverSettings: [
    "sentinel_token",
    "sentinel_custom_url",
    "logdrain_newrelic_license_key",
    "logdrain_axiom_api_key",
    "logdrain_custom_config",
    "logdrain_custom_config_parser",
  ],
  privateKey: ["private_key"],
  githubApp: ["client_secret", "webhook_secret"],
  s3Storage: ["key", "secret"],
  cloudToken: ["token"],
  cloudInitScript: ["script"],
  fileStorage: ["content"],
} as const;

export type Secretive = keyof typeof SENSITIVE;

const SETS = Object.fromEntries(Object.entries(SENSITIVE).map(([kind, keys]) => [kind, new Set<string>(keys)])) as unknown as Record<
  Secretive,
  ReadonlySet<string>
>;

/** A row as this token may see it: whole, or without the secret keys of its kind. */
export function hide<R extends object>(row: R, sensitive: boolean, kind: Secretive): Partial<R> {
  return sensitive ? row : without(row, SETS[kind]);
}

/** A copy of a row without some of its keys. */
export function without<R extends object>(row: R, keys: ReadonlySet<string>): Partial<R> {
  const shown: Record<string, unknown> = {};
  for (const key of Object.keys(row)) if (!keys.has(key)) shown[key] = (row as Record<string, unknown>)[key];
  return shown as Partial<R>;
}
