import { air, type Broken } from "./broken.ts";

/** Databases, and what refers to them. */
export const brokenDatabases: Broken[] = [
  [
    "an engine that nobody has",
    air("databases: { main: { engine: postgres } }"),
    'config/instances/air.instance.yaml:17:30 databases.main.engine: "postgres" is not one of postgresql, mysql, mariadb, mongodb, redis, keydb, dragonfly, clickhouse; did you mean "postgresql"?',
    1,
  ],
  [
    "a database without an engine",
    air("databases: { main: { version: 17 } }"),
    "config/instances/air.instance.yaml:17:20 databases.main.engine: missing; write one of postgresql, mysql, mariadb, mongodb, redis, keydb, dragonfly, clickhouse",
    1,
  ],
  [
    "a field that the engine does not have",
    air("databases: { main: { engine: redis, user: air } }"),
    "config/instances/air.instance.yaml:17:37 databases.main.user: redis has no user; it has password, configuration",
    1,
  ],
  [
    "both a version and an image",
    air("databases: { main: { engine: redis, version: 7, image: 'redis:7' } }"),
    "config/instances/air.instance.yaml:17:37 databases.main.version: both a version and an image; remove one of them",
    1,
  ],
  [
    "a version of an engine without a known image",
    air("databases: { main: { engine: keydb, version: 7 } }"),
    "config/instances/air.instance.yaml:17:37 databases.main.version: it is not known which image of keydb has this version; write image",
    1,
  ],
  [
    "backups of what cannot be backed up",
    air("databases: { main: { engine: redis, backups: [{ frequency: daily }] } }"),
    "config/instances/air.instance.yaml:17:37 databases.main.backups: Coolify cannot back up redis; remove the schedules",
    1,
  ],
  [
    "a public database without a port",
    air("databases: { main: { engine: redis, is_public: true } }"),
    "config/instances/air.instance.yaml:17:37 databases.main.is_public: a public database needs its public_port",
    1,
  ],
  [
    "a port of the server for three databases",
    air("databases: { main: { engine: redis, is_public: true, public_port: 6379 } }"),
    "config/instances/air.instance.yaml:17:67 databases.main.public_port: port 6379 of the server main would belong to both air-db-main-dev and air-db-main-staging; give one of them another",
    2,
  ],
  [
    "a password of a database in clear",
    air("databases: { main: { engine: redis, password: canary } }"),
    "config/instances/air.instance.yaml:17:47 databases.main.password: this is not a reference { secret: name } or { generated: name }, never the value itself",
    1,
  ],
  [
    "a backup without a time",
    air("databases: { main: { engine: mysql, backups: [{ enabled: true }] } }"),
    'config/instances/air.instance.yaml:17:47 databases.main.backups.0.frequency: missing; write a time such as daily or "0 3 * * *"',
    1,
  ],
  [
    "a backup at a time that is none",
    air("databases: { main: { engine: mysql, backups: [{ frequency: nightly }] } }"),
    'config/instances/air.instance.yaml:17:60 databases.main.backups.0.frequency: "nightly" is not a time such as daily or "0 3 * * *"',
    1,
  ],
  [
    "a misspelt key of a backup",
    air("databases: { main: { engine: mysql, backups: [{ frequency: daily, s3_storge: x }] } }"),
    'config/instances/air.instance.yaml:17:67 databases.main.backups.0.s3_storge: no such key; did you mean "s3_storage"?',
    1,
  ],
  [
    "a name of a database with capitals",
    air("databases: { Main: { engine: redis } }"),
    'config/instances/air.instance.yaml:17:14 databases.Main: "Main" is not a name of 1 to 40 lower case letters, digits and hyphens, such as worker',
    1,
  ],
  [
    "a database that is not there",
    air("variables: { URL: { database: main } }"),
    'config/instances/air.instance.yaml:17:31 variables.URL.database: there is no database "main" in AIR; describe it under databases, or remove this with null',
    2,
  ],
  [
    "a misspelt database",
    air("databases: { main: { engine: redis } }\nvariables: { URL: '{{database.mian}}' }"),
    'config/instances/air.instance.yaml:18:19 variables.URL: there is no database "mian" in AIR; did you mean "{{database.main}}"?',
    2,
  ],
  [
    "a secret outside variables",
    air("application_description: '{{secret.key}}'"),
    "config/instances/air.instance.yaml:17:26 application_description: {{secret.key}} is known only when it is brought up; it may stand in variables",
    1,
  ],
];
