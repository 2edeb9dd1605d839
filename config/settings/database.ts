import { z } from "zod";
import { choice, count, field, group, line, listOf, longText, open, text, yesNo } from "../field.ts";
import { CoolifyName, DestinationName, S3StorageName, WorkloadDescription, WorkloadName } from "../fields.ts";
import { parseCount, parseDuration } from "../units.ts";
import { HiddenValue, variables } from "../variables.ts";
import { Tag } from "./application.ts";
import { Frequency, storages } from "./attachments.ts";
import { askingFields, limitFields } from "./running.ts";

/** Each engine with what it has of its own, and the image that a version stands for. */
export const ENGINES = {
  postgresql: {
    fields: ["user", "password", "database", "initdb_args", "host_auth_method", "configuration"],
    image: (version: string) => `postgres:${version}-alpine`,
    backups: true,
  },
  mysql: {
    fields: ["user", "password", "root_password", "database", "configuration"],
    image: (version: string) => `mysql:${version}`,
    backups: true,
  },
  mariadb: {
    fields: ["user", "password", "root_password", "database", "configuration"],
    image: (version: string) => `mariadb:${version}`,
    backups: true,
  },
  mongodb: { fields: ["user", "password", "database", "configuration"], image: (version: string) => `mongo:${version}`, backups: true },
  redis: { fields: ["password", "configuration"], image: (version: string) => `redis:${version}`, backups: false },
  keydb: { fields: ["password", "configuration"], image: undefined, backups: false },
  dragonfly: { fields: ["password"], image: undefined, backups: false },
  clickhouse: { fields: ["user", "password"], image: undefined, backups: true },
} as const satisfies Record<string, { fields: readonly string[]; image: ((version: string) => string) | undefined; backups: boolean }>;

export type EngineName = keyof typeof ENGINES;
export const ENGINE_NAMES = Object.keys(ENGINES) as [EngineName, ...EngineName[]];

const Identifier = text(
  { title: "1 to 63 letters, digits and underscores, no digit first", description: "Name inside the database." },
  /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
);
const identifier = (description: string) => Identifier.meta({ ...Identifier.meta(), description });

/** What an engine has of its own; which of them is said by ENGINES. Passwords are references. */
export const engineFields = {
  user: identifier("Name of the user. Default: Coolify's for the engine."),
  password: HiddenValue,
  root_password: HiddenValue,
  database: identifier("Name of the database that the first start makes. Default: Coolify's for the engine."),
  initdb_args: line("Arguments of initdb at the first start.", "--data-checksums"),
  host_auth_method: line("How it asks who connects.", "scram-sha-256"),
  configuration: longText("Configuration file of the database."),
};

const keptFields = {
  amount: count("Number of backups that are kept. 0: no limit.", 0, 1_000_000),
  days: count("Days for which they are kept. 0: no limit.", 0, 1_000_000),
  max_gigabytes: field(
    { title: "a number of gigabytes such as 5 or 0.5", description: "Gigabytes that they may take together. 0: no limit." },
    (written) => (/^\d{1,6}(\.\d{1,3})?$/.test(written) ? Number(written) : undefined),
  ),
};

const timeout = field(
  {
    title: "a duration from 1m to 10h, such as 1h",
    description: "Time after which a backup is given up.",
    argument: "timeoutSeconds",
  },
  (written) => {
    const seconds = parseDuration(written);
    return seconds !== undefined && seconds >= 60 && seconds <= 36_000 ? seconds : undefined;
  },
);

/** Passed on as they are to the kind `DatabaseBackup`. */
export const backupSettings = {
  databases: listOf(line("Name of a database.", "ledger"), "What is backed up. Default: the database that Coolify made."),
  dump_all: yesNo("Whether all databases are dumped together."),
  retention: group(
    { local: group(keptFields, "Copies on the server."), s3: group(keptFields, "Copies on S3.") },
    "What is kept. What is reached first counts.",
  ),
  timeout,
  delete_data: yesNo("Whether the copies on S3 go with the schedule."),
};

export const Backup = z
  .strictObject({
    frequency: Frequency,
    enabled: yesNo("Whether it runs.").default(true),
    s3_storage: S3StorageName.optional(),
    ...group(backupSettings, "").shape,
  })
  .meta({ title: "a block of keys with a frequency", description: "One backup schedule." });

/** Passed on as they are to the kind `Database`. */
export const databaseSettings = {
  adopt: yesNo("Take over a database of this name that was made by hand, instead of making a second one."),
  image: line("Docker image with tag. Default: Coolify's for the engine.", "postgres:17-alpine"),
  is_public: yesNo("Whether the server leads a port of its own to the database. It needs public_port."),
  public_port: field(
    { title: "a port between 1024 and 65535", description: "Port of the server that leads to the database when it is public." },
    (written) => parseCount(written, 1024, 65_535),
  ),
  public_port_timeout: field(
    {
      title: "a duration such as 1h",
      description: "Time after which an idle connection through the public port ends.",
      argument: "publicPortTimeoutSeconds",
    },
    (written) => parseDuration(written) || undefined,
  ),
  health_check: group(askingFields, "How Coolify asks whether it lives. Default: Coolify's own."),
  tags: listOf(Tag, "Tags at Coolify, in lower case."),
};

/** `databases.main`: one database. */
export const Database = z
  .strictObject({
    engine: choice({ title: `one of ${ENGINE_NAMES.join(", ")}`, description: "Which database it is." }, ENGINE_NAMES),
    name: open(WorkloadName).optional(),
    description: open(WorkloadDescription).optional(),
    coolify_name: open(CoolifyName).optional(),
    destination: DestinationName.optional(),
    version: text(
      { title: "a version such as 17", description: "Version of the engine, instead of its whole image." },
      /^\d{1,4}(\.\d{1,4}){0,2}$/,
    ).optional(),
    delete_data: yesNo("Whether its data may be deleted with it. Without it the database cannot be deleted.").default(false),
    limits: group(limitFields, "What its container may use at most. Default: no limit.").optional(),
    backups: listOf(Backup, "Backup schedules.").default([]),
    variables: variables("Variables of its container, besides those that Coolify makes.").default({}),
    storages: storages.default({}),
    ...group({ ...databaseSettings, ...engineFields }, "").shape,
  })
  .meta({ title: "a block of keys with an engine", description: "A database of Coolify." });

export type Database = z.infer<typeof Database>;
