import { type Allowed, reason } from "./allowed.ts";

const LIMITS = [
  ...["limits_memory", "limits_memory_swap", "limits_memory_swappiness", "limits_memory_reservation"],
  ...["limits_cpus", "limits_cpuset", "limits_cpu_shares"],
];
const COMMON = ["name", "description", "image", "is_public", "public_port", "public_port_timeout", ...LIMITS];
const PLACE = ["project_uuid", "server_uuid", "environment_name", "environment_uuid", "destination_uuid"];
const HEALTH = ["enabled", "interval", "timeout", "retries", "start_period"].map((name) => `health_check_${name}`);

/** Own fields of the engines, which create and PATCH take alike. */
const ENGINES = {
  postgresql: [
    ...["postgres_user", "postgres_password", "postgres_db", "postgres_initdb_args", "postgres_host_auth_method", "postgres_conf"],
  ],
  mysql: ["mysql_root_password", "mysql_password", "mysql_user", "mysql_database", "mysql_conf"],
  mariadb: ["mariadb_conf", "mariadb_root_password", "mariadb_user", "mariadb_password", "mariadb_database"],
  mongodb: ["mongo_conf", "mongo_initdb_root_username", "mongo_initdb_root_password", "mongo_initdb_database"],
  redis: ["redis_password", "redis_conf"],
  keydb: ["keydb_password", "keydb_conf"],
  dragonfly: ["dragonfly_password"],
  clickhouse: ["clickhouse_admin_user", "clickhouse_admin_password"],
};

const BACKUP = [
  ...["frequency", "enabled", "save_s3", "s3_storage_uuid", "databases_to_backup", "dump_all", "timeout", "backup_now"],
  ...["locally", "s3"].flatMap((place) => ["amount", "days", "max_storage"].map((unit) => `database_backup_retention_${unit}_${place}`)),
];

/** Databases and their backups (contract 12). A PATCH takes the fields of the database's own engine only. */
export const database: Allowed = {
  routes: {
    ...Object.fromEntries(
      Object.entries(ENGINES).map(([engine, fields]) => [
        `POST /databases/${engine}`,
        [...COMMON, ...PLACE, "instant_deploy", "tags", ...fields],
      ]),
    ),
    "PATCH /databases/{uuid}": [...COMMON, ...HEALTH, ...Object.values(ENGINES).flat()],
    "POST /databases/{database}/backups": BACKUP,
    "PATCH /databases/{database}/backups/{uuid}": BACKUP,
  },
  skipped: {
    Database: Object.fromEntries([
      ...reason("an action, not a state: starting is not part of making it (contract 12.2)", ["instant_deploy"]),
      ...reason("named by environment_name, which is unique in a project", ["environment_uuid"]),
    ]),
    DatabaseBackup: { backup_now: "an action, not a state (contract 12.3)" },
  },
};
