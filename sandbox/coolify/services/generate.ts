import { serviceNames } from "../compose/containers.ts";
import { dumpYaml } from "../compose/dump.ts";
import { entryOf, isYamlMap, textOf, type YamlMap, type YamlValue } from "../compose/values.ts";
import { domainList, urlParts } from "../domains/normalise.ts";
import type { World } from "../world/world.ts";
import { labelsOf } from "./labels.ts";
import type { Parsed } from "./parse.ts";
import type { ShownMount } from "./parseMounts.ts";
import type { ServiceApplicationRow, ServiceRow } from "./tables.ts";

/** A container with everything that the generated file says about it. */
export interface Generated extends Parsed {
  readonly mounts: readonly ShownMount[];
  readonly variables: ReadonlyMap<string, YamlValue>;
}

/** The file that docker gets: contract 13.3, column "In docker_compose". */
export function generatedCompose(world: World, service: ServiceRow, compose: YamlValue, parts: readonly Generated[]): string {
  const names = serviceNames(parts.map(({ container }) => container));
  const networks = mapOf(entryOf(compose, "networks"));
  const services = parts.map((part): [string, YamlValue] => [part.container.name, containerText(world, service, part, names)]);
  const volumes = Object.entries(mapOf(entryOf(compose, "volumes"))).filter(([, value]) => value !== null);
  const mounted = parts.flatMap(({ mounts }) => mounts.flatMap(({ volume }) => volume ?? []));
  const isOnNetwork = parts.some(({ container }) => entryOf(container.config, "network_mode") === undefined);
  const whole: [string, YamlMap][] = [
    ["volumes", { ...Object.fromEntries(volumes), ...Object.fromEntries(mounted.map((name) => [name, { name }])) }],
    ["networks", { ...networks, ...(isOnNetwork ? { [service.uuid]: { name: service.uuid, external: true } } : {}) }],
    ["configs", mapOf(entryOf(compose, "configs"))],
    ["secrets", mapOf(entryOf(compose, "secrets"))],
  ];
  const filled = whole.filter(([, map]) => Object.keys(map).length > 0);
  return dumpYaml({ services: Object.fromEntries(services), ...Object.fromEntries(filled) });
}

const mapOf = (value: YamlValue | undefined): YamlMap => (isYamlMap(value) ? value : {});

/** Keys that only Coolify reads. */
const OWN_KEYS = new Set(["exclude_from_hc"]);

function containerText(world: World, service: ServiceRow, part: Generated, names: YamlMap): YamlValue {
  const { container, mounts } = part;
  const name = `${container.name}-${service.uuid}`;
  const written = Object.fromEntries(Object.entries(container.config).filter(([key]) => !OWN_KEYS.has(key)));
  const hasNetworkMode = entryOf(container.config, "network_mode") !== undefined;
  return {
    ...written,
    container_name: name,
    restart: textOf(entryOf(container.config, "restart")) || "unless-stopped",
    labels: labelsOf(world, service, part, name),
    ...(hasNetworkMode ? {} : { networks: joinedNetworks(container.config, service.uuid) }),
    ...(mounts.length > 0 ? { volumes: mounts.map(({ entry }) => entry) } : {}),
    environment: { ...environmentOf(part), ...coolifyVariables(service, part, name), ...names },
    env_file: [...new Set([...listOf(entryOf(container.config, "env_file")), ".env"])],
  };
}

const listOf = (value: YamlValue | undefined): YamlValue[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Those that the container lists, by name or with settings, and the service's own. A name with null is lost, as in Coolify. */
function joinedNetworks(config: YamlMap, own: string): YamlMap {
  const listed = entryOf(config, "networks");
  const joined: YamlMap = {};
  for (const [key, value] of Object.entries(isYamlMap(listed) || Array.isArray(listed) ? listed : {})) {
    if (typeof value === "string") joined[value] = null;
    else if (isYamlMap(value)) joined[key] = value;
  }
  joined[own] = null;
  return joined;
}

/** Entries, and the values of rows that stand under the same name. */
function environmentOf({ variables }: Generated): YamlMap {
  return Object.fromEntries([...variables].filter(([key]) => !key.startsWith("SERVICE_FQDN_")));
}

function coolifyVariables(service: ServiceRow, { part, container: { isDatabase } }: Generated, container: string): YamlMap {
  const variables: YamlMap = { COOLIFY_RESOURCE_UUID: service.uuid, COOLIFY_CONTAINER_NAME: container };
  const urls = isDatabase ? [] : domainList((part as ServiceApplicationRow).fqdn);
  if (urls.length === 0) return variables;
  const bare = urls.map((url) => {
    const { scheme = "", host = "", rest = "" } = urlParts(url) ?? {};
    return { scheme, place: `${host}${rest === "/" ? "" : rest}` };
  });
  return {
    ...variables,
    COOLIFY_FQDN: bare.map(({ place }) => place).join(","),
    COOLIFY_URL: bare.map(({ scheme, place }) => `${scheme}://${place}`).join(","),
  };
}
