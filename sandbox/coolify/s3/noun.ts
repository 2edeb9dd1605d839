import { isIP } from "node:net";
import { hide, without } from "../access/hidden.ts";
import { scheduledBackups } from "../backups/tables.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { storageBackups } from "../storages/tables.ts";
import { descriptionRules, nameRules } from "../validation/names.ts";
import { safeText } from "../validation/safeText.ts";
import { safeUrl } from "../validation/safeUrl.ts";
import { type InputSpec, type OwnRule, validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { connectionFault, controlS3, silentStorages } from "./reach.ts";
import { type S3StorageRow, s3Storages } from "./tables.ts";

const BUCKET = /^(?=.{3,63}$)(?!.*(\.\.|\.-|-\.))[a-z0-9][a-z0-9.-]*[a-z0-9]$/;
const bucketName: OwnRule = (value) =>
  typeof value === "string" && BUCKET.test(value) && isIP(value) === 0
    ? undefined
    : "The bucket must be a valid S3 bucket name: 3-63 lowercase letters, numbers, dots, or hyphens; start and end with a letter or number; no consecutive dots, dot-hyphen pairs, or IP address format.";

/** The same fields on POST, where most are required, and on PATCH (contract 15). */
const inputOf = (call: Call, need: "required" | "sometimes"): InputSpec => ({
  rules: {
    name: need === "required" ? nameRules.required : nameRules.optional,
    description: descriptionRules,
    endpoint: [need, "string", "max:255", safeUrl(call)],
    bucket: [need, bucketName],
    region: `${need}|string|max:255`,
    key: `${need}|string|max:255`,
    secret: `${need}|string|max:255`,
    is_usable: "sometimes|boolean",
  },
  wording: "custom",
});

const NUMBER: ReadonlySet<string> = new Set(["id"]);

export const s3Noun: Noun = {
  name: "s3",
  tables: [s3Storages, silentStorages],
  actions: {
    "GET /s3-storages": list,
    "POST /s3-storages": gated(create),
    "GET /s3-storages/{uuid}": (call) => ok(shown(call, storageOf(call))),
    "PATCH /s3-storages/{uuid}": gated(change),
    "DELETE /s3-storages/{uuid}": remove,
    "POST /s3-storages/{uuid}/validate": validate,
  },
  controls: { s3: controlS3 },
};

/** The storage of the token's team with this uuid. @throws Refusal 404 */
function storageOf(call: Call, uuid: unknown = shadowed(call, "uuid"), text = "S3 storage not found."): S3StorageRow {
  const storage = call.world.of(s3Storages).byUuid(uuid);
  if (!storage || storage.team_id !== call.team) throw refusal(404, text);
  return storage;
}

const shown = (call: Call, storage: S3StorageRow): object => without(hide(storage, call.sensitive, "s3Storage"), NUMBER);

/** These endpoints read the body alone. */
const bodyOf = (call: Call): Call => ({ ...call, input: call.fromBody });

function list(call: Call): Answer {
  const own = call.world.of(s3Storages).where("team_id", call.team);
  return ok(own.sort((one, other) => one.name.localeCompare(other.name)).map((storage) => shown(call, storage)));
}

function create(call: Call): Answer {
  const input = validated(bodyOf(call), inputOf(call, "required"));
  const storage = call.world.of(s3Storages).insert({
    ...input,
    name: safeText(input.name),
    description: safeText(input.description),
    is_usable: isTruthy(input.is_usable),
    team_id: call.team,
  });
  return created({ uuid: storage.uuid });
}

function change(call: Call): Answer {
  const input = validated(bodyOf(call), inputOf(call, "sometimes"));
  const storage = storageOf(call, call.params.uuid);
  call.world.of(s3Storages).update(storage, {
    ...input,
    ...("name" in input ? { name: safeText(input.name) } : {}),
    ...("description" in input ? { description: safeText(input.description) } : {}),
    ...("is_usable" in input ? { is_usable: isTruthy(input.is_usable) } : {}),
  });
  return ok({ uuid: storage.uuid });
}

/** Backups that used it stay, without S3 (contract 11). */
function remove(call: Call): Answer {
  if (!shadowed(call, "uuid")) throw refusal(422, "UUID is required.");
  const storage = storageOf(call);
  const backups = call.world.of(scheduledBackups);
  for (const row of backups.where("s3_storage_id", storage.id)) backups.update(row, { save_s3: false, s3_storage_id: null });
  const volumes = call.world.of(storageBackups);
  for (const row of volumes.where("s3_storage_uuid", storage.uuid)) volumes.update(row, { save_s3: false, s3_storage_uuid: null });
  call.world.of(s3Storages).remove(storage);
  return message("S3 storage deleted.");
}

/** Stores whether the bucket can be used (contract 15). */
function validate(call: Call): Answer {
  const storage = storageOf(call);
  const fault = connectionFault(call.world, storage);
  call.world.of(s3Storages).update(storage, { is_usable: fault === undefined, ...(fault ? {} : { unusable_email_sent: false }) });
  return ok({ valid: fault === undefined, message: fault ?? "S3 storage connection is valid." });
}
