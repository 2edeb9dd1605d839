import { type Answer, created, invalid, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action } from "../noun.ts";
import { resourceOf } from "../resources/kinds.ts";
import { isFrequency } from "../validation/cron.ts";
import { type InputSpec, type OwnRule, validated } from "../validation/validate.ts";
import { isOn } from "../variables/keys.ts";
import { ownerKey } from "../world/table.ts";
import { type Found, findStorage } from "./own.ts";
import type { StoragePolicy } from "./owners.ts";
import { isUsableS3 } from "./s3.ts";
import { isFile } from "./show.ts";
import { fileStorages, persistentStorages, type StorageBackupRow, storageBackups } from "./tables.ts";

const frequency: OwnRule = (value) =>
  typeof value !== "string" || isFrequency(value) ? undefined : "The frequency must be a valid cron or human expression.";

const AMOUNT = "integer|min:0";

/** Fields of a schedule: rules and what an omitted one becomes, for the call replaces the whole (contract 6). */
const FIELDS: Readonly<Record<string, { readonly rules: InputSpec["rules"][string]; readonly start: unknown }>> = {
  frequency: { rules: ["required|string", frequency], start: undefined },
  enabled: { rules: "boolean", start: true },
  save_s3: { rules: "boolean", start: false },
  disable_local_backup: { rules: "boolean", start: false },
  stop_during_backup: { rules: "boolean", start: false },
  s3_storage_uuid: { rules: "nullable|string", start: null },
  retention_amount_locally: { rules: AMOUNT, start: 7 },
  retention_days_locally: { rules: AMOUNT, start: 0 },
  retention_max_storage_locally: { rules: "numeric|min:0", start: 0 },
  retention_amount_s3: { rules: AMOUNT, start: 7 },
  retention_days_s3: { rules: AMOUNT, start: 0 },
  retention_max_storage_s3: { rules: "numeric|min:0", start: 0 },
  timeout: { rules: "integer|min:60|max:36000", start: 600 },
};

const input: InputSpec = {
  rules: Object.fromEntries(Object.entries(FIELDS).map(([field, { rules }]) => [field, rules])),
  wording: "custom",
};

export function backupActions(policy: StoragePolicy): Record<string, Action> {
  const path = `/${policy.kind.path}/{uuid}/storages/{storage_uuid}/backups`;
  const found = (call: Call) => findStorage(call, policy, resourceOf(call, policy.kind, call.params.uuid));
  return {
    [`PUT ${path}`]: gated((call) => replace(call, found(call))),
    [`DELETE ${path}`]: (call) => remove(call, found(call)),
    [`POST ${path}/run`]: (call) => ok({ message: "Storage backup queued.", uuid: scheduleOf(call, found(call)).uuid }),
  };
}

const keyOf = ({ row }: Found): string => ownerKey(isFile(row) ? fileStorages.name : persistentStorages.name, row);

function replace(call: Call, found: Found): Answer {
  const wanted = wantedSchedule(call);
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
  return known ? ok(shown) : created(shown);
}

/** @throws Refusal 422 */
function wantedSchedule(call: Call): Partial<StorageBackupRow> {
  const sent = validated(call, input);
  const wanted = Object.fromEntries(Object.entries(FIELDS).map(([field, { start }]) => [field, stored(sent[field], start)])) as Bag;
  if (wanted.save_s3 === true && !isUsableS3(call, wanted.s3_storage_uuid)) {
    throw invalid({ s3_storage_uuid: ["Select a usable S3 storage owned by your team."] });
  }
  if (wanted.disable_local_backup === true && wanted.save_s3 !== true) {
    throw invalid({ disable_local_backup: ["Local backups can only be disabled when S3 backups are enabled."] });
  }
  return wanted;
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
