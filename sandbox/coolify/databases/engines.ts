/** Parts of an address: columns, or variables in capitals. */
export interface UrlSpec {
  readonly scheme: string;
  readonly user: string | undefined;
  /** First version, by the image's tag, that has users; the address of an older one has the password alone. */
  readonly usersSince?: number;
  readonly password: string;
  readonly port: number;
  /** Columns in braces. */
  readonly path: string;
}

/** What differs between the eight engines (contract 12.1), as data. */
export interface EngineSpec {
  /** Coolify's class, as storages and backups name it. */
  readonly model: string;
  readonly image: string;
  /** Own fields of create and PATCH, with their rules. */
  readonly fields: Readonly<Record<string, string>>;
  /** The field that is base64 when it is sent, and text when it is read. */
  readonly conf?: string;
  /** Columns that start as random passwords. */
  readonly passwords: readonly string[];
  /** Columns beside those of all databases, with their first values. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** Columns of all databases that this engine's table lacks. */
  readonly lacks?: readonly string[];
  /** Docker volumes that are there from the start: name without the uuid -> place. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly url: UrlSpec;
  /** Key in the environment detail, which leaves out some engines. */
  readonly contentsKey?: string;
  /** The column that says what a backup takes; without it there are no backups. Null: everything. */
  readonly backsUp?: string | null;
  /** POST answers the uuid alone. */
  readonly answersUuidOnly?: true;
  /** `database_type` is missing where it is read (contract 12.2). */
  readonly hidesType?: true;
}

const TEXT = "string";
const NAME = "nullable|string|min:1|max:63|regex:databaseIdentifier";
const PASSWORD = "nullable|string|min:1|max:128|regex:databasePassword";

export const engines = {
  postgresql: {
    model: "StandalonePostgresql",
    image: "postgres:16-alpine",
    fields: {
      postgres_user: NAME,
      postgres_password: PASSWORD,
      postgres_db: NAME,
      postgres_initdb_args: TEXT,
      postgres_host_auth_method: TEXT,
      postgres_conf: TEXT,
    },
    conf: "postgres_conf",
    passwords: ["postgres_password"],
    columns: {
      postgres_user: "postgres",
      postgres_db: "postgres",
      postgres_initdb_args: null,
      postgres_host_auth_method: null,
      postgres_conf: null,
      init_scripts: null,
      ssl_mode: "require",
    },
    volumes: { "postgres-data-": "/var/lib/postgresql/data" },
    url: { scheme: "postgres", user: "postgres_user", password: "postgres_password", port: 5432, path: "/{postgres_db}" },
    contentsKey: "postgresqls",
    backsUp: "postgres_db",
  },
  mysql: {
    model: "StandaloneMysql",
    image: "mysql:8",
    fields: { mysql_root_password: PASSWORD, mysql_password: PASSWORD, mysql_user: NAME, mysql_database: NAME, mysql_conf: TEXT },
    conf: "mysql_conf",
    passwords: ["mysql_root_password", "mysql_password"],
    columns: { mysql_user: "mysql", mysql_database: "default", mysql_conf: null, ssl_mode: "REQUIRED" },
    volumes: { "mysql-data-": "/var/lib/mysql" },
    url: { scheme: "mysql", user: "mysql_user", password: "mysql_password", port: 3306, path: "/{mysql_database}" },
    contentsKey: "mysqls",
    backsUp: "mysql_database",
  },
  mariadb: {
    model: "StandaloneMariadb",
    image: "mariadb:11",
    fields: {
      mariadb_conf: TEXT,
      mariadb_root_password: PASSWORD,
      mariadb_user: NAME,
      mariadb_password: PASSWORD,
      mariadb_database: NAME,
    },
    conf: "mariadb_conf",
    passwords: ["mariadb_root_password", "mariadb_password"],
    columns: { mariadb_user: "mariadb", mariadb_database: "default", mariadb_conf: null },
    lacks: ["is_include_timestamps"],
    volumes: { "mariadb-data-": "/var/lib/mysql" },
    url: { scheme: "mysql", user: "mariadb_user", password: "mariadb_password", port: 3306, path: "/{mariadb_database}" },
    contentsKey: "mariadbs",
    backsUp: "mariadb_database",
  },
  mongodb: {
    model: "StandaloneMongodb",
    image: "mongo:7",
    fields: { mongo_conf: TEXT, mongo_initdb_root_username: NAME, mongo_initdb_root_password: PASSWORD, mongo_initdb_database: NAME },
    conf: "mongo_conf",
    passwords: ["mongo_initdb_root_password"],
    columns: { mongo_conf: null, mongo_initdb_root_username: "root", mongo_initdb_database: "default", ssl_mode: "require" },
    volumes: { "mongodb-configdb-": "/data/configdb", "mongodb-db-": "/data/db" },
    url: {
      scheme: "mongodb",
      user: "mongo_initdb_root_username",
      password: "mongo_initdb_root_password",
      port: 27017,
      path: "/?directConnection=true",
    },
    contentsKey: "mongodbs",
    backsUp: null,
  },
  redis: {
    model: "StandaloneRedis",
    image: "redis:7.2",
    // The password lives in a variable: a PATCH of the field is accepted and changes nothing (contract 5.2).
    fields: { redis_password: PASSWORD, redis_conf: TEXT },
    conf: "redis_conf",
    passwords: [],
    columns: { redis_conf: null },
    volumes: { "redis-data-": "/data" },
    url: { scheme: "redis", user: "REDIS_USERNAME", usersSince: 6, password: "REDIS_PASSWORD", port: 6379, path: "/0" },
    contentsKey: "redis",
  },
  keydb: {
    model: "StandaloneKeydb",
    image: "eqalpha/keydb:latest",
    fields: { keydb_password: PASSWORD, keydb_conf: TEXT },
    conf: "keydb_conf",
    passwords: ["keydb_password"],
    columns: { keydb_conf: null },
    volumes: { "keydb-data-": "/data" },
    url: { scheme: "redis", user: undefined, password: "keydb_password", port: 6379, path: "/0" },
    hidesType: true,
  },
  dragonfly: {
    model: "StandaloneDragonfly",
    image: "docker.dragonflydb.io/dragonflydb/dragonfly",
    fields: { dragonfly_password: PASSWORD },
    passwords: ["dragonfly_password"],
    columns: {},
    volumes: { "dragonfly-data-": "/data" },
    url: { scheme: "redis", user: undefined, password: "dragonfly_password", port: 6379, path: "/0" },
    answersUuidOnly: true,
  },
  clickhouse: {
    model: "StandaloneClickhouse",
    image: "clickhouse/clickhouse-server:25.11",
    fields: { clickhouse_admin_user: NAME, clickhouse_admin_password: PASSWORD },
    passwords: ["clickhouse_admin_password"],
    columns: { clickhouse_admin_user: "default", clickhouse_db: "default" },
    lacks: ["enable_ssl"],
    volumes: { "clickhouse-data-": "/var/lib/clickhouse" },
    url: {
      scheme: "clickhouse",
      user: "clickhouse_admin_user",
      password: "clickhouse_admin_password",
      port: 9000,
      path: "/{clickhouse_db}",
    },
    backsUp: "clickhouse_db",
  },
} as const satisfies Record<string, EngineSpec>;

export type Engine = keyof typeof engines;
export const engineNames = Object.keys(engines) as Engine[];
export const engineSpec = (engine: Engine): EngineSpec => engines[engine];

/** Since version 18 PostgreSQL keeps its data one directory higher. */
export function mountPath(engine: Engine, path: string, image: string): string {
  const version = Number(/:(?:pg)?(\d+)/i.exec(image)?.[1] ?? 0);
  return engine === "postgresql" && version >= 18 ? "/var/lib/postgresql" : path;
}
