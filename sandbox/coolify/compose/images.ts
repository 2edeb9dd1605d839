import { entryOf, isYamlMap, textOf, type YamlMap, type YamlValue } from "./values.ts";

/** Last path segments of images that are databases (DATABASE_DOCKER_IMAGES). */
const DATABASES = new Set(
  (
    "mariadb mongodb redis mysql mysql-server postgis postgres postgresql mongo memcached couchdb neo4j influxdb " +
    "clickhouse-server timescaledb timescaledb-ha pgvector"
  ).split(" "),
);

/** Parts of image names that look like a database and are none. */
const APPLICATIONS = [
  "supertokens/supertokens-mysql",
  "supertokens/supertokens-postgresql",
  "supertokens/supertokens-mongodb",
  "registry.supertokens.io/supertokens",
  "metabase/metabase",
  "amancevice/superset",
  "nocodb/nocodb",
  "ghcr.io/umami-software/umami",
  "infisical/infisical",
  "postgrest/postgrest",
  "supabase/postgres-meta",
  "bluewaveuptime/uptime_redis",
];
const PORTS = ["3306", "5432", "27017", "6379", "8086", "9200", "7687", "8123"];
const DATABASE_VARIABLES = ["MYSQL_ROOT_PASSWORD", "POSTGRES_PASSWORD", "MONGO_INITDB_ROOT_PASSWORD", "REDIS_PASSWORD"];
const APPLICATION_VARIABLES = ["SERVICE_FQDN", "API_KEYS", "APP_", "APPLICATION_"];
const DATABASE_CHECKS = ["PG_ISREADY", "MYSQLADMIN PING", "MONGO", "REDIS-CLI PING"];
const APPLICATION_CHECKS = ["CURL", "WGET", "HTTP://", "HTTPS://", "/HEALTH", "/API/", "/HELLO"];
const DATABASE_NAMES = ["mysql", "postgres", "mongo", "redis", "mariadb"];

/** Whether a container is a database part: by its image, and by what surrounds it where the image alone may deceive. */
export function isDatabaseContainer(container: YamlMap): boolean {
  const name = textOf(entryOf(container, "image")).split(":")[0] ?? "";
  if (!DATABASES.has(name.slice(name.lastIndexOf("/") + 1)) || APPLICATIONS.some((pattern) => name.includes(pattern))) return false;
  const dependsOnDatabase = keysOf(entryOf(container, "depends_on")).some((key) => contains(key, DATABASE_NAMES));
  // Values only, as Coolify looks: the names of a map's variables do not count.
  const environment = valuesOf(entryOf(container, "environment")).map((value) => textOf(value).toUpperCase());
  const check = checkOf(container);
  if (dependsOnDatabase && environment.some((text) => contains(text, APPLICATION_VARIABLES))) return false;
  if (contains(check, APPLICATION_CHECKS)) return false;
  if (contains(check, DATABASE_CHECKS) && valuesOf(entryOf(container, "ports")).some((port) => contains(textOf(port), PORTS))) return true;
  return environment.some((text) => contains(text, DATABASE_VARIABLES)) || !dependsOnDatabase;
}

function checkOf(container: YamlMap): string {
  const test = entryOf(entryOf(container, "healthcheck"), "test");
  return (Array.isArray(test) ? test.map(textOf).join(" ") : textOf(test)).toUpperCase();
}

const contains = (text: string, parts: readonly string[]): boolean => parts.some((part) => text.includes(part));
const isArray = (value: YamlValue | undefined): value is YamlMap | YamlValue[] => Array.isArray(value) || isYamlMap(value);
const valuesOf = (value: YamlValue | undefined): YamlValue[] => (isArray(value) ? Object.values(value) : []);
const keysOf = (value: YamlValue | undefined): string[] => (isArray(value) ? Object.keys(value) : []);
