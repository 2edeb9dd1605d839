import { invalid } from "../http/answer.ts";
import type { Bag } from "../http/normalise.ts";
import type { InputSpec, OwnRule } from "../validation/validate.ts";
import { isOn } from "../variables/keys.ts";

const matching =
  (pattern: RegExp): OwnRule =>
  (value, attribute) =>
    typeof value === "string" && !pattern.test(value) ? `The ${attribute.replaceAll("_", " ")} field format is invalid.` : undefined;

const nameRules = ["string", matching(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/)];
const hostPathRules = ["nullable|string", matching(/^\/([a-zA-Z0-9._\-/~@+]*)?$/)];
const typeRules = "required|string|in:persistent,file";

/** POST …/storages; a service wants a part as well. */
export const newStorageInput = (inParts: boolean): InputSpec => ({
  rules: {
    type: typeRules,
    ...(inParts ? { resource_uuid: "required|string" } : {}),
    name: nameRules,
    mount_path: "required|string",
    host_path: hostPathRules,
    content: "nullable|string",
    is_directory: "boolean",
    is_host_file: "boolean",
    fs_path: "string",
  },
  wording: "custom",
});

/** PATCH …/storages. */
export const changeStorageInput: InputSpec = {
  rules: {
    uuid: "string",
    id: "integer",
    type: typeRules,
    is_preview_suffix_enabled: "boolean",
    name: nameRules,
    mount_path: "string",
    host_path: hostPathRules,
    content: "nullable|string",
  },
  wording: "custom",
};

/** Fields that only the other type has. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  persistent: ["content", "is_directory", "is_host_file", "fs_path"],
  file: ["name", "host_path"],
};

/** What makes a new storage impossible beyond the rules: field, when, text. The first that holds is told. */
const CONFLICTS: readonly (readonly [field: string, when: (input: Bag) => boolean, text: string])[] = [
  ["is_host_file", (input) => isOn(input.is_host_file) && isOn(input.is_directory), "Host file mounts cannot also be directory mounts."],
  ["fs_path", (input) => isOn(input.is_directory) && !input.fs_path, "The fs_path field is required for directory mounts."],
  ["fs_path", (input) => isOn(input.is_host_file) && !input.fs_path, "The fs_path field is required for host file mounts."],
  ["content", (input) => isOn(input.is_host_file) && Boolean(input.content), "Content is not valid for host file mounts."],
];

/** @throws Refusal 422, map of texts */
export function refuseConflicts(input: Bag): void {
  if (input.type === "persistent" && !input.name) throw invalid({ name: "The name field is required for persistent storages." });
  refuseForeignFields(input);
  const conflict = CONFLICTS.find(([, when]) => when(input));
  if (conflict) throw invalid({ [conflict[0]]: conflict[2] });
}

/** @throws Refusal 422, map of texts */
export function refuseForeignFields(input: Bag): void {
  const foreign = (FOREIGN[String(input.type)] ?? []).filter((field) => field in input);
  if (foreign.length === 0) return;
  throw invalid(Object.fromEntries(foreign.map((field) => [field, `Field '${field}' is not valid for type '${input.type}'.`])));
}
