import { z } from "zod";
import { frequency } from "../frequency.ts";

export const Frequency = frequency()
  .describe("When it runs: a cron expression in the server's time zone, or hourly, daily, weekly, monthly, yearly.")
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
