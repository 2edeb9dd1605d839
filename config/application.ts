import { applicationFields, Settings } from "./applicationSchema.ts";
import { atCoolify, databaseFaults, hiddenText, resolvePreviews, resolveStorages, resolveTasks, resolveVariables } from "./attachments.ts";
import { checkFilled } from "./check.ts";
import type { Fault } from "./fault.ts";
import { FRAMEWORK_PORTS } from "./fields.ts";
import { type LocatedRecord, placeOf, plain } from "./located.ts";
import type { Claim, Origins, Placed, Room } from "./placed.ts";
import { environmentReferences, fillOpen } from "./references.ts";
import type { Pin } from "./releases.ts";
import type { ResolvedApplication, ResolvedSource, ResolvedValue } from "./resolved.ts";
import { applicationSettings } from "./settings/application.ts";
import { argumentsOf } from "./settings/arguments.ts";
import { healthCheckFields, limitFields } from "./settings/running.ts";
import { settingsAndSecrets } from "./settings/secrets.ts";
import { resolveSource } from "./source.ts";
import { unknownDatabase } from "./template.ts";
import { withoutSequels } from "./tiers.ts";
import { variableSettings } from "./variableSettings.ts";

/** What is said of one application, and what it is pinned to. */
export interface Description {
  origins: Origins;
  pin: Pin | undefined;
  /** Address that its texts may refer to where it has none: that of the tier's own application. */
  url?: string | undefined;
}

/** Fills and checks everything that is said about one application. Undefined if something is wrong. */
export function resolveApplication(room: Room, { origins, pin, url }: Description): Placed<ResolvedApplication> | undefined {
  const { tiers, databases } = room;
  const found: Fault[] = [];
  const located = fillTemplates(room, origins.merged, url, found);
  found.push(...checkFilled(Settings, located, found));
  const parsed = Settings.safeParse(plain(located));
  const source = resolveSource(located, pin, found);
  const port = parsed.data?.port ?? frameworkPort(parsed.data?.framework);
  if (parsed.success && port === undefined)
    found.push({ ...located.at, path: "port", reason: "missing; write port, or framework", absent: true });
  if (parsed.success) {
    const describe = (key: string) => unknownDatabase(key, { databases }, room.references);
    found.push(...databaseFaults(located, parsed.data.variables, databases, describe));
    found.push(...databaseFaults(located, parsed.data.previews?.variables ?? {}, databases, describe, ["previews", "variables"]));
  }
  const storages = resolveStorages(parsed.data?.storages ?? {}, located, found);
  room.faults.push(...withoutSequels(found, tiers));
  if (!parsed.success || source === undefined || port === undefined) return undefined;
  const resolved = { ...build(parsed.data, source, port, room, pin !== undefined), storages };
  return {
    resolved,
    name: placeOf(located, ["application_name"]),
    namePath: "application_name",
    claims: claimsOf(resolved, located),
    origins: { ...origins, merged: located },
  };
}

/** Two rounds: the rest may refer to the name and address that the first one finds. */
function fillTemplates(room: Room, merged: LocatedRecord, url: string | undefined, faults: Fault[]): LocatedRecord {
  const references = environmentReferences(room.references, room.environment);
  const named = fillOpen(Settings, merged, references, faults, { keys: ["application_name", "domains"] });
  const { data } = Settings.pick({ application_name: true, domains: true }).safeParse(plain(named));
  // What is wrong with name or domains is said for themselves, not once more for each text that refers to them.
  const all = new Map(references)
    .set("application.name", data === undefined ? "" : data.application_name)
    .set("application.url", data === undefined ? "" : (data.domains[0] ?? url));
  const rest = Object.keys(applicationFields).filter((key) => key !== "application_name" && key !== "domains");
  return fillOpen(Settings, named, all, faults, { keys: rest, late: room });
}

function build(
  settings: Settings,
  source: ResolvedSource,
  port: number,
  room: Room,
  pinned: boolean,
): Omit<ResolvedApplication, "storages"> {
  const built = source.type !== "dockerImage" && source.type !== "dockerfile";
  const { settings: others, secrets } = settingsAndSecrets(applicationSettings, settings);
  const previews = built ? resolvePreviews(settings.previews, room.databases) : undefined;
  const isCompose = built && settings.build_pack === "dockercompose";
  return {
    name: settings.application_name,
    ...atCoolify(settings),
    description: settings.application_description,
    environment: room.environment.name,
    protect: room.environment.stage === "production",
    deleteData: settings.delete_data,
    source,
    buildPack: settings.build_pack,
    port,
    // The domains of a compose file belong to its services: `compose_domains` (contract 4.4).
    domains: isCompose ? [] : settings.domains,
    autoDeploy: built && settings.auto_deploy,
    ...(built ? commands(settings) : {}),
    healthCheck: argumentsOf(healthCheckFields, settings.health_check) as unknown as ResolvedApplication["healthCheck"],
    limits: argumentsOf(limitFields, settings.limits) as unknown as ResolvedApplication["limits"],
    settings: { ...others, ...(previews ? {} : withoutPreviews(settings.previews)) },
    secrets: { ...secrets, ...hiddenText(settings.source.dockerfile) },
    variables: variablesOf(settings, built, room.databases),
    ...variableSettings(settings.variables),
    tasks: resolveTasks(settings.tasks),
    ...(previews && { previews }),
    deploy: settings.first_deployment || pinned,
  };
}

/** Where pull requests are not deployed, what is said of such deployments is at Coolify all the same. */
function withoutPreviews(written: Settings["previews"]) {
  if (!written) return {};
  return { preview: { enabled: written.enabled, urlTemplate: written.url_template, openToPublic: written.open_to_public } };
}

function claimsOf({ domains, settings }: ResolvedApplication, located: LocatedRecord): Claim[] {
  const at = (path: (string | number)[]) => ({ at: placeOf(located, path), path: path.join(".") });
  const container = settings.container as { name?: string; portMappings?: string[] } | undefined;
  const compose = Object.entries((settings.composeDomains ?? {}) as Record<string, { domains: string[] }>);
  return [
    ...domains.map((what, index): Claim => ({ kind: "domain", what, ...at(["domains", index]) })),
    ...compose.flatMap(([service, { domains: all }]) =>
      all.map((what, index): Claim => ({ kind: "domain", what, ...at(["compose_domains", service, "domains", index]) })),
    ),
    ...(container?.portMappings ?? []).map(
      (mapping, index): Claim => ({ kind: "port", what: mapping.split(":")[0] ?? "", ...at(["container", "port_mappings", index]) }),
    ),
    ...(container?.name === undefined ? [] : [{ kind: "container" as const, what: container.name, ...at(["container", "name"]) }]),
  ];
}

function frameworkPort(framework: Settings["framework"]): number | undefined {
  return framework === undefined ? undefined : FRAMEWORK_PORTS[framework];
}

/** Only what is set: an absent key is one that Coolify decides. */
function commands({ install_command, build_command, start_command }: Settings) {
  return {
    ...(install_command === undefined ? {} : { installCommand: install_command }),
    ...(build_command === undefined ? {} : { buildCommand: build_command }),
    ...(start_command === undefined ? {} : { startCommand: start_command }),
  };
}

/** The variable in which a build pack looks for its Node version. */
const NODE_VERSION_KEY: Partial<Record<Settings["build_pack"], string>> = {
  nixpacks: "NIXPACKS_NODE_VERSION",
  railpack: "RAILPACK_NODE_VERSION",
};

/** Sorted by key. What `variables` says wins over what is derived from other fields. */
function variablesOf(settings: Settings, built: boolean, databases: ReadonlyMap<string, string>): Record<string, ResolvedValue> {
  const nodeKey = built ? NODE_VERSION_KEY[settings.build_pack] : undefined;
  const features = Object.entries(settings.features).map(([feature, value]) => [`FEATURE_${feature.toUpperCase()}`, String(value)]);
  const node = nodeKey !== undefined && settings.node_version !== undefined ? { [nodeKey]: settings.node_version } : {};
  return resolveVariables({ ...Object.fromEntries(features), ...node, ...settings.variables }, databases);
}
