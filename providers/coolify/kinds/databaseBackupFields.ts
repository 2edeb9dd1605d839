import { z } from "zod";

const WORDS = ["every_minute", "hourly", "daily", "weekly", "monthly", "yearly"];
const CRON = /^[\d*/,\-A-Za-z?#]+( [\d*/,\-A-Za-z?#]+){4}$/;

export const Frequency = z
  .string()
  .transform((value) => value.trim().replace(/\s+/g, " "))
  .refine((value) => WORDS.includes(value.replace("@", "")) || CRON.test(value), `must be ${WORDS.join(", ")} or five fields of cron`)
  .describe("When it runs: `daily`, `hourly`, … or cron, in the time zone of the server.")
  .meta({ examples: ["0 3 * * *", "30 4 * * *"] });

/** A shell gets it, so Coolify refuses much (contract 12.3). */
export const DatabaseEntry = z
  .string()
  .transform((value) => value.trim())
  .refine(
    (value) => /^[^\s`$|&;<>,:]+(:[^\s`$|&;<>:]+)?$/.test(value),
    "must be the name of a database, with mongodb also <database>:<collection>,<collection>",
  );

const Whole = z.number().int().min(0).max(2_147_483_647).default(0);

const Kept = z.strictObject({
  amount: Whole.describe("Number of backups that are kept."),
  days: Whole.describe("Days for which they are kept."),
  maxGigabytes: z.number().min(0).max(1_000_000).default(0).describe("Gigabytes that they may take together."),
});

export const Retention = z.strictObject({
  local: Kept.prefault({}).describe("On the server."),
  s3: Kept.prefault({}).describe("On S3."),
});
