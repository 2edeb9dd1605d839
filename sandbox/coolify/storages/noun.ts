import { type Answer, created, invalid, message, ok, refusal, serverError } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action, Noun } from "../noun.ts";
import { type ResourceRow, resourceOf } from "../resources/kinds.ts";
import { validated } from "../validation/validate.ts";
import { isOn } from "../variables/keys.ts";
import { ownerKey } from "../world/table.ts";
import { backupActions } from "./backups.ts";
import { changeStorageInput, newStorageInput, refuseConflicts, refuseForeignFields, rooted } from "./input.ts";
import { type Found, findStorage, storagesOf } from "./own.ts";
import { type Mounted, type StoragePolicy, storagePolicies } from "./owners.ts";
import { shownMounted } from "./resource.ts";
import { createdStorage, isFile, listedStorage, shownStorage } from "./show.ts";
import { type FileStorageRow, fileStorages, type PersistentStorageRow, persistentStorages, storageBackups } from "./tables.ts";

export const storagesNoun: Noun = {
  name: "storages",
  tables: [persistentStorages, fileStorages, storageBackups],
  actions: Object.assign({}, ...storagePolicies.flatMap((policy) => [actionsOf(policy), backupActions(policy)])),
};

/** Where Coolify keeps the files that it mounts. */
const CONFIGURATION = "/data/coolify";
const READ_ONLY = "This storage is read-only (managed by docker-compose or service definition)";
/** What a compose text decides. */
const COMPOSED = ["name", "mount_path", "host_path", "content"];

function actionsOf(policy: StoragePolicy): Record<string, Action> {
  const path = `/${policy.kind.path}/{uuid}/storages`;
  return {
    [`GET ${path}`]: (call) => list(call, policy),
    [`POST ${path}`]: gated((call) => create(call, policy, resourceOf(call, policy.kind, call.params.uuid))),
    [`PATCH ${path}`]: gated((call) => change(call, policy, resourceOf(call, policy.kind, call.params.uuid))),
    [`DELETE ${path}/{storage_uuid}`]: (call) => remove(call, policy, resourceOf(call, policy.kind, call.params.uuid)),
  };
}

/** The list of an application says it without a full stop (contract 1.3). */
function list(call: Call, policy: StoragePolicy): Answer {
  const text = policy.kind.path === "applications" ? "Application not found" : undefined;
  const all = storagesOf(call.world, policy, resourceOf(call, policy.kind, shadowed(call, "uuid"), text));
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
  const loaded = isFile(row) && !row.is_host_file ? { service: null, resource: shownMounted(call, mounted) } : {};
  return created({ ...shown, ...loaded });
}

function newVolume(call: Call, mounted: Mounted, input: Bag): PersistentStorageRow {
  const name = `${mounted.row.uuid}-${input.name}`;
  requireFree(call, mounted, "name", name);
  const { host_path } = input;
  return call.world.of(persistentStorages).insert({
    owner: mounted.key,
    name,
    mount_path: rooted(input.mount_path),
    host_path: host_path ? rooted(host_path) : null,
  });
}

function newFile(call: Call, { kind }: StoragePolicy, { uuid }: ResourceRow, mounted: Mounted, input: Bag): FileStorageRow {
  const mount_path = rooted(input.mount_path);
  requireFree(call, mounted, "mount_path", mount_path);
  const is_directory = isOn(input.is_directory);
  const is_host_file = isOn(input.is_host_file);
  const own = is_directory || is_host_file;
  return call.world.of(fileStorages).insert({
    owner: mounted.key,
    fs_path: own ? rooted(input.fs_path) : `${CONFIGURATION}/${kind.path}/${uuid}${mount_path}`,
    mount_path,
    content: own || typeof input.content !== "string" ? null : input.content,
    is_directory,
    is_host_file,
  });
}

/** A unique index stands behind the names of volumes and the paths of files. @throws Refusal 500 */
function requireFree(call: Call, { key }: Mounted, column: "name" | "mount_path", value: unknown, self?: object): void {
  const { world } = call;
  const table = column === "name" ? world.of(persistentStorages).where("owner", key) : world.of(fileStorages).where("owner", key);
  if (table.some((row) => row !== self && (row as unknown as Bag)[column] === value)) throw serverError();
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
  const shown = shownStorage(call, row, mounted);
  if (policy.volumesReadOnly && !isFile(row)) return ok(shown);
  const name = isFile(row) && policy.kind.path !== "applications" ? "service" : "resource";
  return ok({ ...shown, [name]: shownMounted(call, mounted) });
}

const isReadOnly = (policy: StoragePolicy, { row }: Found): boolean => policy.volumesReadOnly && !isFile(row);

/** @throws Refusal 422 */
function refuseComposed(input: Bag): void {
  const fields = COMPOSED.filter((field) => field in input);
  if (fields.length === 0) return;
  throw refusal(422, `${READ_ONLY}. Only is_preview_suffix_enabled can be updated.`, { read_only_fields: fields });
}

/** Only what was sent. The name is stored as it is, without the prefix that a new one gets (contract 6, traps). */
function columnsOf(input: Bag): Bag {
  const columns: Bag = {};
  for (const field of ["name", "content"]) if (field in input) columns[field] = input[field];
  if ("mount_path" in input) columns.mount_path = rooted(input.mount_path);
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
    throw refusal(422, `Delete this ${word} backup schedule and its archives before deleting the ${word}.`);
  }
  call.world.table(table.name).remove(row);
  return message("Storage deleted.");
}
