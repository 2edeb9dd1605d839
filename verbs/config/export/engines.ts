import type { ResolvedDatabase, ResolvedValue } from "../../../config/resolved.ts";

/** How the image of a database is run outside Coolify. */
export interface EngineRun {
  image: string;
  port: number;
  /** Where its data lies in the container. */
  path: string;
  variables: Record<string, ResolvedValue>;
  command?: string[];
}

interface Engine {
  image: string;
  port: number;
  path: string;
  /** Variable of the image by the field of the engine. */
  fields: Record<string, string>;
}

/** Images that Coolify takes where nothing is said (contract 7), and what they are told by variables. */
const ENGINES: Record<ResolvedDatabase["engine"], Engine> = {
  postgresql: {
    image: "postgres:17-alpine",
    port: 5432,
    path: "/var/lib/postgresql/data",
    fields: {
      user: "POSTGRES_USER",
      password: "POSTGRES_PASSWORD",
      database: "POSTGRES_DB",
      initdbArgs: "POSTGRES_INITDB_ARGS",
      hostAuthMethod: "POSTGRES_HOST_AUTH_METHOD",
    },
  },
  mysql: {
    image: "mysql:8",
    port: 3306,
    path: "/var/lib/mysql",
    fields: { user: "MYSQL_USER", password: "MYSQL_PASSWORD", rootPassword: "MYSQL_ROOT_PASSWORD", database: "MYSQL_DATABASE" },
  },
  mariadb: {
    image: "mariadb:11",
    port: 3306,
    path: "/var/lib/mysql",
    fields: { user: "MARIADB_USER", password: "MARIADB_PASSWORD", rootPassword: "MARIADB_ROOT_PASSWORD", database: "MARIADB_DATABASE" },
  },
  mongodb: {
    image: "mongo:7",
    port: 27017,
    path: "/data/db",
    fields: { user: "MONGO_INITDB_ROOT_USERNAME", password: "MONGO_INITDB_ROOT_PASSWORD", database: "MONGO_INITDB_DATABASE" },
  },
  redis: { image: "redis:7.2", port: 6379, path: "/data", fields: { password: "REDIS_PASSWORD" } },
  keydb: { image: "eqalpha/keydb:latest", port: 6379, path: "/data", fields: { password: "KEYDB_PASSWORD" } },
  dragonfly: {
    image: "docker.dragonflydb.io/dragonflydb/dragonfly",
    port: 6379,
    path: "/data",
    fields: { password: "DRAGONFLY_PASSWORD" },
  },
  clickhouse: {
    image: "clickhouse/clickhouse-server:25.11",
    port: 9000,
    path: "/var/lib/clickhouse",
    fields: { user: "CLICKHOUSE_USER", password: "CLICKHOUSE_PASSWORD" },
  },
};

/** What has to be given: a database without a password is open, and nobody knows the one that Coolify made. */
const NEEDED = ["password", "rootPassword"];

/** Servers of the Redis family take their password from the command line. */
const BY_COMMAND: Partial<Record<ResolvedDatabase["engine"], (variable: string) => string[]>> = {
  redis: (variable) => ["sh", "-c", `exec redis-server --appendonly yes --requirepass "$$${variable}"`],
  keydb: (variable) => ["sh", "-c", `exec keydb-server --appendonly yes --requirepass "$$${variable}"`],
  dragonfly: (variable) => ["sh", "-c", `exec dragonfly --logtostderr --requirepass "$$${variable}"`],
};

export function engineOf({ engine, name, settings, secrets }: ResolvedDatabase): EngineRun {
  const { image, port, path, fields } = ENGINES[engine];
  const own = (settings.engine ?? {}) as Record<string, unknown>;
  const variables = Object.entries(fields).flatMap(([field, variable]): [string, ResolvedValue][] => {
    const value = secrets[field] ?? (typeof own[field] === "string" ? { value: own[field] } : undefined);
    if (value) return [[variable, value]];
    return NEEDED.includes(field) ? [[variable, { secret: `${name}_${field}` }]] : [];
  });
  const command = BY_COMMAND[engine]?.(fields.password ?? "");
  return {
    image: (settings.image as string | undefined) ?? image,
    port,
    path,
    variables: Object.fromEntries(variables),
    ...(command && { command }),
  };
}
