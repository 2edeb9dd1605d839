import { type Answer, created, invalid, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action } from "../noun.ts";
import { resourceOf } from "../resources/kinds.ts";
import { isFrequency } from "../validation/cron.ts";
import { type Errors, errorsOf, type InputSpec, unknownFields } from "../validation/validate.ts";
import { isOn } from "../variables/keys.ts";
import { ownerKey } from "../world/table.ts";
import { type Found, findStorage } from "./own.ts";
import type { StoragePolicy } from "./owners.ts";
import { isUsableS3 } from "./s3.ts";
import { isFile } from "./show.ts";
import { fileStorages, persistentStorages, type StorageBackupRow, storageBackups } from "./tables.ts";

const AMOUNT = "integer|min:0|max:10000";
const DAYS = "integer|min:0|max:2147483647";
const SIZE = "numeric|min:0|max:9999999999";

/** Fields of a schedule: rules and what an omitted one becomes, for the call replaces the whole (contract 6). */
const FIELDS: Readonly<Record<string, { readonly rules: string; readonly start?: unknown }>> = {
  frequency: { rules: "required|string|max:255" },
  enabled: { rules: "boolean", start: true },
  save_s3: { rules: "boolean", start: false },
  disable_local_backup: { rules: "boolean", start: false },
  stop_during_backup: { rules: "boolean", start: false },
  s3_storage_uuid: { rules: "nullable|string", start: null },
  retention_amount_locally: { rules: AMOUNT, start: 7 },
  retention_days_locally: { rules: DAYS, start: 0 },
  retention_max_storage_locally: { rules: SIZE, start: 0 },
  retention_amount_s3: { rules: AMOUNT, start: 7 },
  retention_days_s3: { rules: DAYS, start: 0 },
  retention_max_storage_s3: { rules: SIZE, start: 0 },
  timeout: { rules: "integer|min:60|max:36000" },
};

const input: InputSpec = {
  rules: Object.fromEntries(Object.entries(FIELDS).map(([field, { rules }]) => [field, rules])),
  wording: "custom",
};

/** What is looked at beside the rules: field, when it is wrong, text. All that hold are told. */
const FAULTS: readonly (readonly [field: string, when: (call: Call, found: Found, errors: Errors) => boolean, text: string])[] = [
  [
    "frequency",
    (call, _, errors) => !errors.frequency && !isFrequency(call.input.frequency),
    "The frequency must be a valid cron or human expression.",
  ],
  [
    "disable_local_backup",
    ({ input: { disable_local_backup, save_s3 } }) => isOn(disable_local_backup) && !isOn(save_s3),
    "Local backups can only be disabled when S3 backups are enabled.",
  ],
  [
    "s3_storage_uuid",
    (call) => isOn(call.input.save_s3) && !isUsableS3(call, call.input.s3_storage_uuid),
    "Select a usable S3 storage owned by your team.",
  ],
  [
    "storage_uuid",
    (_, { row }) => isFile(row) && (!row.is_directory || row.is_host_file),
    "Only directory file storages can be backed up.",
  ],
];

export function backupActions(policy: StoragePolicy): Record<string, Action> {
  const path = `/${policy.kind.path}/{uuid}/storages/{storage_uuid}/backups`;
  const found = (call: Call, text?: string) => findStorage(call, policy, resourceOf(call, policy.kind, call.params.uuid, text));
  return {
    [`PUT ${path}`]: gated((call) => replace(call, found(call))),
    [`DELETE ${path}`]: (call) => remove(call, found(call, "Resource not found.")),
    [`POST ${path}/run`]: (call) => ok({ message: "Storage backup queued.", uuid: scheduleOf(call, found(call)).uuid }),
  };
}

const keyOf = ({ row }: Found): string => ownerKey(isFile(row) ? fileStorages.name : persistentStorages.name, row);

function replace(call: Call, found: Found): Answer {
  requireRight(call, found);
  const wanted = wantedSchedule(call.input);
  const storage = keyOf(found);
  const table = call.world.of(storageBackups);
  const known = table.first("storage", storage);
  if (known) table.update(known, wanted);
  const row = known ?? table.insert({ ...wanted, storage });
  const shown = {
    uuid: row.uuid,
    message: `Storage backup schedule ${known ? "updated" : "created"}.`,
    storage_uuid: found.row.uuid,
    storage_type: isFile(found.row) ? "directory" : "persistent",
    ...Object.fromEntries(Object.keys(FIELDS).map((field) => [field, (row as unknown as Bag)[field]])),
  };
  // The database fills the timeout in, and a row fresh from its creation does not know it yet.
  return known ? ok(shown) : created({ ...shown, timeout: wanted.timeout ?? null });
}

/** @throws Refusal 422 with all faults at once */
function requireRight(call: Call, found: Found): void {
  const errors = errorsOf(call.input, input);
  const add = (field: string, text: string) => {
    errors[field] = [...(errors[field] ?? []), text];
  };
  for (const field of unknownFields(call.input, input)) add(field, "This field is not allowed.");
  for (const [field, when, text] of FAULTS) if (when(call, found, errors)) add(field, text);
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

/** Without S3 neither its storage nor the switch that needs it is kept; an omitted timeout stays what it was. */
function wantedSchedule(sent: Bag): Partial<StorageBackupRow> {
  const named = Object.entries(FIELDS).filter(([field]) => field !== "timeout" || field in sent);
  const wanted: Bag = Object.fromEntries(named.map(([field, { start }]) => [field, stored(sent[field], start)]));
  if ("timeout" in wanted) wanted.timeout = Number(wanted.timeout);
  return isOn(sent.save_s3) ? wanted : { ...wanted, s3_storage_uuid: null };
}

function stored(value: unknown, start: unknown): unknown {
  if (value === undefined) return start;
  if (typeof start === "boolean") return isOn(value);
  return typeof start === "number" ? Number(value) : value;
}

/** @throws Refusal 404 */
function scheduleOf(call: Call, found: Found): StorageBackupRow {
  const row = call.world.of(storageBackups).first("storage", keyOf(found));
  if (!row) throw refusal(404, "Storage backup schedule not found.");
  return row;
}

function remove(call: Call, found: Found): Answer {
  call.world.of(storageBackups).remove(scheduleOf(call, found));
  return message("Storage backup schedule and archives deleted.");
}
