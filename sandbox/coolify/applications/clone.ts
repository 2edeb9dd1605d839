import { makePreview } from "../deployments/previews.ts";
import { queueDeployment } from "../deployments/queue.ts";
import { previews } from "../deployments/tables.ts";
import type { DestinationRow } from "../destinations/tables.ts";
import { automaticDomain } from "../domains/automatic.ts";
import { keptNoindex } from "../domains/noindex.ts";
import { type Answer, created } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { ServerRow } from "../servers/tables.ts";
import { fileStorages, persistentStorages } from "../storages/tables.ts";
import { tagsOf } from "../tags/attach.ts";
import { taggables } from "../tags/tables.ts";
import { tasks } from "../tasks/tables.ts";
import { safeText } from "../validation/safeText.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { addBuildPackVariables } from "../variables/implicit.ts";
import { copyVariables } from "../variables/own.ts";
import { newUuid } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { hostingDestination } from "./destinations.ts";
import { generatedLabels } from "./labels.ts";
import { applicationOf, applicationSettingsOf } from "./lookup.ts";
import { type ApplicationRow, applicationSettings, applications } from "./tables.ts";

const input: InputSpec = {
  wording: "custom",
  rules: { destination_uuid: "required|string", name: "string|max:255|nullable", clone_volumes: "boolean" },
};

/** Letters of the source's name that a clone's name keeps. */
const NAME_LIMIT = 20;

/** POST /applications/{uuid}/clone (contract 9, with its traps). */
export const clone = gated((call: Call): Answer => {
  const { destination_uuid, name, clone_volumes } = validated(call, input);
  const source = applicationOf(call, call.params.uuid);
  const { destination, server } = hostingDestination(call, destination_uuid);
  const copy = copyRow(call.world, source, { destination, server, name });
  copyOwned(call.world, source, copy, isTruthy(clone_volumes));
  return created({ uuid: copy.uuid, message: "Application cloned." });
});

interface Target {
  readonly destination: DestinationRow;
  readonly server: ServerRow;
  readonly name: unknown;
}

function copyRow(world: World, source: ApplicationRow, { destination, server, name }: Target): ApplicationRow {
  const uuid = newUuid();
  const servesDomains = server.proxy.type !== "NONE";
  const { id: _, created_at: __, updated_at: ___, ...columns } = source;
  const short = [...source.name].length > NAME_LIMIT ? `${[...source.name].slice(0, NAME_LIMIT).join("").trimEnd()}...` : source.name;
  const fqdn = servesDomains ? automaticDomain(world, server, uuid) : source.fqdn;
  const copy = world.of(applications).insert({
    ...columns,
    ...Object.fromEntries(["install_command", "build_command", "start_command"].map((column) => [column, columns[column] ?? ""])),
    uuid,
    name: typeof name === "string" ? safeText(name) : `clone-of-${short}-${uuid}`,
    publish_directory: columns.publish_directory ?? "/",
    fqdn,
    ...(source.noindex_domains?.length ? { noindex_domains: keptNoindex(source.noindex_domains, fqdn) } : {}),
    status: "exited:unhealthy",
    destination_id: destination.id,
  });
  const { id: ____, application_id: _____, ...settings } = applicationSettingsOf(world, source);
  const row = world.of(applicationSettings).insert({ ...settings, application_id: copy.id });
  if (servesDomains) {
    const labels = generatedLabels(world, copy, { ...row, ...DEFAULT_SETTINGS });
    world.of(applications).update(copy, { custom_labels: Buffer.from(labels).toString("base64") });
  }
  return copy;
}

/** Labels are made before the settings are copied. */
const DEFAULT_SETTINGS = { is_static: false, is_force_https_enabled: true, is_gzip_enabled: true, is_stripprefix_enabled: true };

function copyOwned(world: World, source: ApplicationRow, copy: ApplicationRow, withData: boolean): void {
  const [from, to] = [ownerKey("applications", source), ownerKey("applications", copy)];
  addBuildPackVariables(world, copy);
  for (const tag of tagsOf(world, from)) world.of(taggables).insert({ tag_id: tag.id, owner: to });
  for (const { id, uuid, created_at, updated_at, ...task } of world.of(tasks).where("owner", from)) {
    world.of(tasks).insert({ ...task, owner: to });
  }
  for (const { id, uuid, created_at, updated_at, ...volume } of world.of(persistentStorages).where("owner", from)) {
    world.of(persistentStorages).insert({ ...volume, owner: to, name: volumeName(String(volume.name), source.uuid, copy.uuid) });
    if (withData) queueDeployment(world, { application: source, bypassDuplicateCheck: true });
  }
  for (const { id, uuid, created_at, updated_at, ...file } of world.of(fileStorages).where("owner", from)) {
    world.of(fileStorages).insert({ ...file, owner: to });
  }
  copyVariables(world, from, to);
  for (const { pull_request_id, docker_registry_image_tag, deleted_at } of world.of(previews).where("application_id", source.id)) {
    if (deleted_at === null) makePreview(world, copy, pull_request_id, docker_registry_image_tag);
  }
}

function volumeName(name: string, source: string, copy: string): string {
  if (name.startsWith(source)) return name.replaceAll(source, copy);
  return `${copy}-${name.slice(name.lastIndexOf("-") + 1)}`;
}
