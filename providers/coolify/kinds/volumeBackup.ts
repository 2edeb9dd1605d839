import { z } from "zod";
import { Connection, DeleteData, NameOrUuid, Owner, Uuid } from "../fields.ts";
import { frequency } from "../frequency.ts";
import { defineKind, del, get, put, type Wire } from "../kind.ts";

interface Place {
  application?: string | undefined;
  database?: string | undefined;
  service?: string | undefined;
}

/** Address of the schedule; the routes of applications, databases and services are the same below it. */
const address = ({ application, database }: Place) =>
  `/${application ? "applications/{application}" : database ? "databases/{database}" : "services/{service}"}/storages/{storage}/backups`;

const NOT_READ = "contract 6: Coolify shows no schedule";
const writeOnly = { writeOnly: NOT_READ };

/** How many old archives are kept. Whatever is reached first counts; 0 sets no limit. */
const Retention = z.strictObject({
  amount: z.number().int().min(0).max(10_000).default(7).describe("Archives that are kept.").meta(writeOnly),
  days: z.number().int().min(0).max(2_147_483_647).default(0).describe("How long. Unit: days.").meta(writeOnly),
  maxStorageGb: z.number().min(0).max(9_999_999_999).default(0).describe("How much together. Unit: gigabytes.").meta(writeOnly),
});

const retentionToWire = ({ amount, days, maxStorageGb }: z.output<typeof Retention>, where: string): Wire => ({
  [`retention_amount_${where}`]: amount,
  [`retention_days_${where}`]: days,
  [`retention_max_storage_${where}`]: maxStorageGb,
});

/**
 * The backup schedule of a volume or directory; there is one for each. Coolify shows it nowhere, and every write replaces the whole of
 * it (contract 6). Deleting it deletes the archives, so that this needs `deleteData`.
 */
export const volumeBackup = defineKind({
  type: "VolumeBackup",
  doc: "The backup schedule of one volume or directory of an application, database or service.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    application: Uuid.optional().describe("Uuid of the application. This, `database` or `service`."),
    database: Uuid.optional().describe("Uuid of the database."),
    service: Uuid.optional().describe("Uuid of the service."),
    storage: Uuid.describe("Uuid of the storage."),
    frequency: frequency()
      .describe("When: a cron expression in the server's time zone, or hourly, daily, weekly, monthly, yearly.")
      .meta({ ...writeOnly, examples: ["0 2 * * *", "weekly"] }),
    enabled: z.boolean().default(true).describe("Whether it runs by itself.").meta(writeOnly),
    s3Storage: NameOrUuid.optional().describe("Name or uuid of the S3 storage that gets a copy. It must be usable.").meta(writeOnly),
    keepLocally: z
      .boolean()
      .default(true)
      .describe("Whether the server keeps a copy too. Only with `s3Storage` it may be false.")
      .meta(writeOnly),
    stopDuringBackup: z
      .boolean()
      .default(false)
      .describe("Whether the containers stand still meanwhile, so that the files fit together.")
      .meta(writeOnly),
    retentionLocally: Retention.prefault({}).describe("How long copies on the server are kept."),
    retentionS3: Retention.prefault({}).describe("How long copies in S3 are kept."),
    timeoutSeconds: z
      .number()
      .int()
      .min(60)
      .max(36_000)
      .default(36_000)
      .describe("When a run that does not end is given up. Unit: seconds.")
      .meta(writeOnly),
    deleteData: DeleteData.describe("Whether the archives may be deleted with the schedule. Without it, the schedule is not deleted."),
  }),
  example: { application: "<Application>", storage: "<Storage>", frequency: "0 2 * * *", s3Storage: "<S3Storage>" },
  routes: { update: (inputs) => put(address(inputs)), delete: (inputs) => del(address(inputs)) },
  idOf: ({ storage }) => storage,
  parents: {
    application: get("/applications/{application}"),
    database: get("/databases/{database}"),
    service: get("/services/{service}"),
  },
  named: { s3Storage: async (lookups, s3Storage) => (await lookups.s3Storage(s3Storage)).uuid },
  createKeys: [],
  wholeUpdate: true,
  replaceOn: ["storage"],
  toWire: (inputs) => ({
    frequency: inputs.frequency,
    enabled: inputs.enabled,
    save_s3: inputs.s3Storage !== undefined,
    s3_storage_uuid: inputs.s3Storage,
    disable_local_backup: !inputs.keepLocally,
    stop_during_backup: inputs.stopDuringBackup,
    ...retentionToWire(inputs.retentionLocally, "locally"),
    ...retentionToWire(inputs.retentionS3, "s3"),
    timeout: inputs.timeoutSeconds,
  }),
  fromWire: () => ({}),
  data: { onDelete: "refused", lostByReplacement: () => true },
  faults: ({ application, database, service, keepLocally, s3Storage }) => [
    ...([application, database, service].filter((parent) => parent !== undefined).length === 1
      ? []
      : [{ property: "application", reason: "or database or service must be given, exactly one of them" }]),
    ...(keepLocally || s3Storage !== undefined ? [] : [{ property: "keepLocally", reason: "may only be false with s3Storage" }]),
  ],
  exempt: { refresh: NOT_READ, gone: NOT_READ, adopt: NOT_READ },
});
