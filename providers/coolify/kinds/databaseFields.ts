import { z } from "zod";
import { exactText, optional, text } from "./applicationText.ts";
import type { EngineField, EngineName } from "./databaseEngines.ts";

/** Coolify checks none of the common fields when it makes a database: what its SQL refuses is a 500 (contract 12.1). So it is checked here. */
const Identifier = z
  .string()
  .trim()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "must be 1 to 63 letters, digits and underscores and not begin with a digit")
  .optional();

const Password = z
  .string()
  .min(1, "must not be empty: leave it out and Coolify makes one")
  .max(128, "must have at most 128 characters")
  .regex(/^[A-Za-z0-9!@#%^*()_+\-=[\]{}:,.?/~]+$/, "may only contain letters, digits and ! @ # % ^ * ( ) _ + - = [ ] { } : , . ? / ~")
  .optional()
  .meta({ secret: true, examples: ["correct-horse-1", "correct-horse-2"] });

const IN_THE_VOLUME = "A database that has run keeps the old one in its volume: change it there too.";

const user = Identifier.describe(`Name of the user. Default: Coolify's for the engine. ${IN_THE_VOLUME}`).meta({
  examples: ["ledger", "orders"],
});
const password = Password.describe(`Password. Left out, Coolify makes one. ${IN_THE_VOLUME}`);
const rootPassword = Password.describe(`Password of root. Left out, Coolify makes one. ${IN_THE_VOLUME}`);
const database = Identifier.describe(
  `Name of the database that the first start makes. Default: Coolify's for the engine. ${IN_THE_VOLUME}`,
).meta({ examples: ["ledger", "orders"] });
const initdbArgs = optional(text())
  .describe("Arguments of initdb at the first start. Left out they stay as Coolify has them.")
  .meta({ examples: ["--data-checksums", "--encoding=UTF8"] });
const hostAuthMethod = optional(text())
  .describe("How it asks who connects, `scram-sha-256` for example. Left out it stays as Coolify has it.")
  .meta({ examples: ["scram-sha-256", "md5"] });
const configuration = exactText()
  .optional()
  .describe("Configuration file. Coolify cannot clear it: left out later, the last one stays.")
  .meta({ examples: ["# small\nmaxclients 50\n", "# large\nmaxclients 60\n"] });

const of = <Name extends EngineName, Fields extends z.ZodRawShape>(name: Name, fields: Fields) =>
  z.strictObject({ type: z.literal(name), ...fields });

/** What an engine has is what ENGINES says; a test holds the two against each other. */
export const Engine = z.discriminatedUnion("type", [
  of("postgresql", { user, password, database, initdbArgs, hostAuthMethod, configuration }),
  of("mysql", { user, password, rootPassword, database, configuration }),
  of("mariadb", { user, password, rootPassword, database, configuration }),
  of("mongodb", { user, password, database, configuration }),
  of("redis", { password, configuration }),
  of("keydb", { password, configuration }),
  of("dragonfly", { password }),
  of("clickhouse", { user, password }),
]);
export type Engine = { type: EngineName } & Partial<Record<EngineField, string | undefined>>;

/** Of the whole container; what Coolify sets for a new database. */
export const DatabaseHealthCheck = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether Coolify asks the database."),
  intervalSeconds: z.number().int().min(1).max(86_400).default(15).describe("Seconds between two questions."),
  timeoutSeconds: z.number().int().min(1).max(86_400).default(5).describe("Seconds to wait for an answer."),
  retries: z.number().int().min(1).max(1000).default(5).describe("Failures in a row that make it unhealthy."),
  startPeriodSeconds: z.number().int().min(0).max(86_400).default(5).describe("Seconds after the start in which failures do not count."),
});

export const PublicPort = z
  .number()
  .int()
  .min(1024, "must be at least 1024")
  .max(65_535, "must be at most 65535")
  .optional()
  .describe("Port of the server that leads to the database when it is public, 1024 to 65535. Free on the server.");

export const results = z.object({
  internalUrl: z.string().describe("Address for containers on the same network, with user and password.").meta({ secret: true }),
  externalUrl: z.string().describe("Address through the public port; empty while there is none.").meta({ secret: true }),
});
