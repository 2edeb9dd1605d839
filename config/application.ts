import { check } from "./check.ts";
import type { Fault } from "./fault.ts";
import { FRAMEWORK_PORTS } from "./fields.ts";
import { type LocatedRecord, type Place, placeOf, plain } from "./located.ts";
import { environmentReferences, fillKeys } from "./references.ts";
import type { Pin } from "./releases.ts";
import type { ResolvedApplication, ResolvedSource, ResolvedValue } from "./resolved.ts";
import { Settings } from "./schema.ts";
import { resolveSource } from "./source.ts";
import type { References } from "./template.ts";
import { type EnvironmentOf, mergeTiers, type Tiers, withoutSequels } from "./tiers.ts";
import { resolveVariable } from "./variables.ts";

/** An application with the places of what must be unique in the fleet. */
export interface PlacedApplication {
  application: ResolvedApplication;
  name: Place;
  domains: Place[];
}

/** Merges, fills and checks everything that is said about the application of one environment. Undefined if something is wrong. */
export function resolveApplication(
  tiers: Tiers,
  environment: EnvironmentOf,
  known: References,
  pin: Pin | undefined,
  faults: Fault[],
): PlacedApplication | undefined {
  const found: Fault[] = [];
  const located = fillTemplates(mergeTiers(tiers, environment), environmentReferences(known, environment), found);
  found.push(...check(Settings, located).faults);
  const parsed = Settings.safeParse(plain(located));
  const source = resolveSource(located, pin, found);
  const port = parsed.data?.port ?? frameworkPort(parsed.data?.framework);
  if (parsed.success && port === undefined)
    found.push({ ...located.at, path: "port", reason: "missing; write port, or framework", absent: true });
  faults.push(...withoutSequels(found, tiers));
  if (!parsed.success || source === undefined || port === undefined) return undefined;
  return {
    application: build(parsed.data, source, port, environment, pin !== undefined),
    name: placeOf(located, ["application_name"]),
    domains: parsed.data.domains.map((_, index) => placeOf(located, ["domains", index])),
  };
}

/** Two rounds: variables may refer to the name and address that the first one finds. */
function fillTemplates(merged: LocatedRecord, references: Map<string, string | undefined>, faults: Fault[]): LocatedRecord {
  const named = fillKeys(merged, ["application_name", "domains"], references, faults);
  const { data } = Settings.pick({ application_name: true, domains: true }).safeParse(plain(named));
  // What is wrong with name or domains is said for themselves, not once more for each text that refers to them.
  const all = new Map(references)
    .set("application.name", data === undefined ? "" : data.application_name)
    .set("application.url", data === undefined ? "" : data.domains[0]);
  return fillKeys(named, ["application_description", "source", "variables"], all, faults);
}

function build(
  settings: Settings,
  source: ResolvedSource,
  port: number,
  { name, stage }: EnvironmentOf,
  pinned: boolean,
): ResolvedApplication {
  const built = source.type === "publicGit";
  const { health_check: health } = settings;
  return {
    name: settings.application_name,
    description: settings.application_description,
    environment: name,
    protect: stage === "production",
    deleteData: false,
    source,
    buildPack: settings.build_pack,
    port,
    domains: settings.domains,
    autoDeploy: built && settings.auto_deploy,
    ...(built ? commands(settings) : {}),
    healthCheck: {
      enabled: health.enabled,
      path: health.path,
      intervalSeconds: health.interval,
      timeoutSeconds: health.timeout,
      retries: health.retries,
      startPeriodSeconds: health.start_period,
    },
    limits: settings.limits,
    settings: {},
    secrets: {},
    storages: [],
    tasks: [],
    variables: variablesOf(settings, built),
    deploy: settings.first_deployment || pinned,
  };
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
function variablesOf(settings: Settings, built: boolean): Record<string, ResolvedValue> {
  const nodeKey = built ? NODE_VERSION_KEY[settings.build_pack] : undefined;
  const derived: [string, ResolvedValue][] = Object.entries(settings.features).map(([feature, value]) => [
    `FEATURE_${feature.toUpperCase()}`,
    { value: String(value) },
  ]);
  if (nodeKey !== undefined && settings.node_version !== undefined) derived.push([nodeKey, { value: settings.node_version }]);
  const written = Object.entries(settings.variables).map(([key, value]): [string, ResolvedValue] => [key, resolveVariable(value)]);
  const all = Object.fromEntries([...derived, ...written]);
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}
