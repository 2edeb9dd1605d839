import { type Answer, created, invalid, message, ok, Refusal, refusal } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action, Noun } from "../noun.ts";
import { type ResourceRow, resourceOf } from "../resources/kinds.ts";
import { validated } from "../validation/validate.ts";
import { isOn } from "../variables/keys.ts";
import { ownerKey } from "../world/table.ts";
import { backupActions } from "./backups.ts";
import { newFile, newVolume, requireFree } from "./create.ts";
import { changeStorageInput, newStorageInput, refuseConflicts, refuseForeignFields } from "./input.ts";
import { type Found, findStorage, storagesOf } from "./own.ts";
import { type StoragePolicy, storagePolicies } from "./owners.ts";
import { rooted } from "./paths.ts";
import { broughtAlong, shownOwner } from "./resource.ts";
import { createdStorage, isFile, listedStorage, shownStorage } from "./show.ts";
import { fileStorages, persistentStorages, storageBackups } from "./tables.ts";

export const storagesNoun: Noun = {
  name: "storages",
  tables: [persistentStorages, fileStorages, storageBackups],
  actions: Object.assign({}, ...storagePolicies.flatMap((policy) => [actionsOf(policy), backupActions(policy)])),
};

const READ_ONLY = "This storage is read-only (managed by docker-compose or service definition)";
/** What a compose text decides. */
const COMPOSED = ["name", "mount_path", "host_path", "content"];

/** PATCH alone reads the path: its body has a `uuid` of its own. List and PATCH of an application lack the full stop (contract 1.3). */
function actionsOf(policy: StoragePolicy): Record<string, Action> {
  const path = `/${policy.kind.path}/{uuid}/storages`;
  const text = policy.kind.path === "applications" ? "Application not found" : undefined;
  return {
    [`GET ${path}`]: (call) => list(call, policy, resourceOf(call, policy.kind, shadowed(call, "uuid"), text)),
    [`POST ${path}`]: gated((call) => create(call, policy, resourceOf(call, policy.kind))),
    [`PATCH ${path}`]: gated((call) => change(call, policy, resourceOf(call, policy.kind, call.params.uuid, text))),
    [`DELETE ${path}/{storage_uuid}`]: (call) => remove(call, policy, resourceOf(call, policy.kind)),
  };
}

function list(call: Call, policy: StoragePolicy, resource: ResourceRow): Answer {
  const all = storagesOf(call.world, policy, resource);
  const shown = all.map(({ row, mounted }) => ({ isFile: isFile(row), item: listedStorage(call, row, mounted) }));
  const of = (file: boolean) => shown.filter((one) => one.isFile === file).map(({ item }) => item);
  return ok({ persistent_storages: of(false), file_storages: of(true) });
}

function create(call: Call, policy: StoragePolicy, resource: ResourceRow): Answer {
  const input = validated(call, newStorageInput(policy.inParts));
  const mounted = policy.mounted(call.world, resource).find(({ row }) => !policy.inParts || row.uuid === input.resource_uuid);
  if (!mounted) throw refusal(404, `${policy.kind.word} resource not found.`);
  refuseConflicts(input);
  const row = input.type === "persistent" ? newVolume(call, mounted, input) : newFile(call, policy, resource, mounted, input);
  const shown = createdStorage(call, row, mounted);
  const loaded = isFile(row) && !row.is_host_file ? { service: null, resource: shownOwner(call, { row, mounted }, resource) } : {};
  return created({ ...shown, ...loaded });
}

function change(call: Call, policy: StoragePolicy, resource: ResourceRow): Answer {
  const input = validated(call, changeStorageInput);
  if (!input.uuid && !input.id) throw invalid({ uuid: "Either uuid or id is required." });
  const found = storagesOf(call.world, policy, resource).find(
    ({ row }) => isFile(row) === (input.type === "file") && (input.uuid ? row.uuid === input.uuid : row.id === Number(input.id)),
  );
  if (!found) throw refusal(404, "Storage not found.");
  const { row, mounted } = found;
  if (isReadOnly(policy, found)) refuseComposed(input);
  else refuseForeignFields(input);
  update(call, found, columnsOf(input));
  return ok({ ...shownStorage(call, row, mounted), ...broughtAlong(call, policy, found, resource) });
}

const isReadOnly = (policy: StoragePolicy, { row }: Found): boolean => policy.volumesReadOnly && !isFile(row);

/** @throws Refusal 422 */
function refuseComposed(input: Bag): void {
  const fields = COMPOSED.filter((field) => field in input);
  if (fields.length === 0) return;
  throw refusal(422, `${READ_ONLY}. Only is_preview_suffix_enabled can be updated.`, { read_only_fields: fields });
}

/** Only what was sent. The name is stored as it is, without the prefix that a new one gets (contract 6, traps); so is a file's path. */
function columnsOf(input: Bag): Bag {
  const columns: Bag = {};
  for (const field of ["name", "content"]) if (field in input) columns[field] = input[field];
  if ("mount_path" in input) columns.mount_path = input.type === "file" ? input.mount_path : rooted(input.mount_path);
  if ("host_path" in input) columns.host_path = input.host_path ? rooted(input.host_path) : null;
  if ("is_preview_suffix_enabled" in input) columns.is_preview_suffix_enabled = isOn(input.is_preview_suffix_enabled);
  return columns;
}

function update(call: Call, { row, mounted }: Found, columns: Bag): void {
  const { world } = call;
  if (isFile(row)) {
    if ("mount_path" in columns) requireFree(call, mounted, "mount_path", columns.mount_path, row);
    world.of(fileStorages).update(row, columns);
  } else {
    if ("name" in columns) requireFree(call, mounted, "name", columns.name, row);
    world.of(persistentStorages).update(row, columns);
  }
}

function remove(call: Call, policy: StoragePolicy, resource: ResourceRow): Answer {
  const found = findStorage(call, policy, resource);
  if (isReadOnly(policy, found)) throw refusal(422, `${READ_ONLY} and cannot be deleted.`);
  const { row } = found;
  const table = isFile(row) ? fileStorages : persistentStorages;
  if (call.world.of(storageBackups).first("storage", ownerKey(table.name, row))) {
    const word = isFile(row) ? "directory" : "volume";
    const text = `Delete this ${word} backup schedule and its archives before deleting the ${word}.`;
    throw new Refusal({ status: 422, body: { message: text }, framework: true });
  }
  call.world.table(table.name).remove(row);
  return message("Storage deleted.");
}
