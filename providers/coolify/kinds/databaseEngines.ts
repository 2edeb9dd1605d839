/** Inputs that mean something else for every engine. */
export const ENGINE_FIELDS = ["user", "password", "rootPassword", "database", "initdbArgs", "hostAuthMethod", "configuration"] as const;
export type EngineField = (typeof ENGINE_FIELDS)[number];

interface Spec {
  /** Input → wire key. What is not here, the engine does not have. */
  readonly fields: Readonly<Partial<Record<EngineField, string>>>;
  /** What Coolify takes for those that are left out; passwords it makes up. */
  readonly standard?: Readonly<Partial<Record<EngineField, string>>>;
  /** Fields that the first start writes into the volume, where they stay. */
  readonly inVolume?: readonly EngineField[];
  /** Wire key of the database that a backup takes for which nobody named one. */
  readonly backsUp?: string;
}

/** The eight engines as Coolify has them (contract 12.1). */
export const ENGINES = {
  postgresql: {
    fields: {
      user: "postgres_user",
      password: "postgres_password",
      database: "postgres_db",
      initdbArgs: "postgres_initdb_args",
      hostAuthMethod: "postgres_host_auth_method",
      configuration: "postgres_conf",
    },
    standard: { user: "postgres", database: "postgres" },
    inVolume: ["user", "password", "database"],
    backsUp: "postgres_db",
  },
  mysql: {
    fields: {
      user: "mysql_user",
      password: "mysql_password",
      rootPassword: "mysql_root_password",
      database: "mysql_database",
      configuration: "mysql_conf",
    },
    standard: { user: "mysql", database: "default" },
    inVolume: ["user", "password", "rootPassword", "database"],
    backsUp: "mysql_database",
  },
  mariadb: {
    fields: {
      user: "mariadb_user",
      password: "mariadb_password",
      rootPassword: "mariadb_root_password",
      database: "mariadb_database",
      configuration: "mariadb_conf",
    },
    standard: { user: "mariadb", database: "default" },
    inVolume: ["user", "password", "rootPassword", "database"],
    backsUp: "mariadb_database",
  },
  mongodb: {
    fields: {
      user: "mongo_initdb_root_username",
      password: "mongo_initdb_root_password",
      database: "mongo_initdb_database",
      configuration: "mongo_conf",
    },
    standard: { user: "root", database: "default" },
    inVolume: ["user", "password"],
  },
  redis: { fields: { password: "redis_password", configuration: "redis_conf" } },
  keydb: { fields: { password: "keydb_password", configuration: "keydb_conf" } },
  dragonfly: { fields: { password: "dragonfly_password" } },
  clickhouse: {
    fields: { user: "clickhouse_admin_user", password: "clickhouse_admin_password" },
    standard: { user: "default" },
  },
} as const satisfies Record<string, Spec>;

export type EngineName = keyof typeof ENGINES;
export const engineNames = Object.keys(ENGINES) as EngineName[];
export const specOf = (name: EngineName): Spec => ENGINES[name];

/** Wire keys of all engines. */
export const engineKeys: readonly string[] = [...new Set(engineNames.flatMap((name) => Object.values(specOf(name).fields)))];

/** The engine of an answer. Coolify leaves it out for keydb alone (contract 12.2). */
export const engineShown = (type: unknown): EngineName => engineNames.find((name) => type === `standalone-${name}`) ?? "keydb";
