import { z } from "zod";
import { Connection, NameOrUuid, Owner, Uuid } from "../fields.ts";
import { defineKind, del, get, patch, post, type Reading } from "../kind.ts";
import { DatabaseEntry, Frequency, Retention } from "./databaseBackupFields.ts";
import { backupFromWire, backupRows, backupToWire, isBackup } from "./databaseBackupWire.ts";

/** With the schedules of all databases: their own list mixes those of several engines (contract 12.2). */
const list: Reading = { ...get("/databases"), rows: backupRows };

/** When a database is backed up and what is kept. It has no name, so it is known by what it does. */
export const databaseBackup = defineKind({
  type: "DatabaseBackup",
  doc: "A backup schedule of a database: when, what, where to, and how much is kept. Not for redis, keydb and dragonfly, which Coolify cannot back up. Two schedules of one database must differ in frequency, databases or dumpAll.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    database: Uuid.describe("Uuid of the database. Another one gets a schedule of its own."),
    frequency: Frequency,
    enabled: z.boolean().default(true).describe("Whether it runs."),
    databases: z
      .array(DatabaseEntry)
      .min(1, "must name a database, or be left out")
      .optional()
      .describe(
        "What is backed up: names of databases; for mongodb also `<database>:<collection>,<collection>` with the collections that are left out. Left out: the database that Coolify made, later it stays.",
      )
      .meta({ examples: [["ledger"], ["ledger", "archive"]] }),
    dumpAll: z.boolean().default(false).describe("Whether all databases are dumped together."),
    s3Storage: NameOrUuid.optional()
      .describe("Name or uuid of the S3 storage that copies go to. Left out: none.")
      .meta({ writeOnly: "Coolify shows its number only, which nothing else does (contract 12.3)" }),
    retention: Retention.prefault({}).describe("What is kept. `0` is no limit."),
    timeoutSeconds: z.number().int().min(60).max(36_000).default(3600).describe("Seconds after which a backup is given up, 60 to 36000."),
    deleteData: z
      .boolean()
      .default(false)
      .describe(
        "Whether the archives may go with the schedule, on the server and on S3. Without it the schedule is not deleted (contract 11).",
      ),
  }),
  example: {
    database: "<Database>",
    owner: "<Database owner>",
    frequency: "0 3 * * *",
    databases: ["ledger"],
    s3Storage: "<S3Storage>",
    retention: { local: { amount: 7, days: 14, maxGigabytes: 5 } },
    timeoutSeconds: 1800,
  },
  routes: {
    create: post("/databases/{database}/backups"),
    read: list,
    update: patch("/databases/{database}/backups/{uuid}"),
    delete: ({ deleteData }) => del("/databases/{database}/backups/{uuid}", { delete_s3: String(deleteData === true) }),
  },
  // Coolify deletes the archives with the schedule, the server's always.
  data: { onDelete: "refused", lostByReplacement: () => true },
  parents: { database: get("/databases/{database}") },
  createKeys: [
    ...["frequency", "enabled", "databases_to_backup", "dump_all", "save_s3", "s3_storage_uuid", "timeout"],
    ...["locally", "s3"].flatMap((place) => ["amount", "days", "max_storage"].map((unit) => `database_backup_retention_${unit}_${place}`)),
  ],
  replaceOn: [],
  adopt: { by: "name", list, same: (row, inputs) => isBackup(row, inputs) },
  named: { s3Storage: async (lookups, value) => (await lookups.s3Storage(value)).uuid },
  toWire: backupToWire,
  fromWire: backupFromWire,
});
