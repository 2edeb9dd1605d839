import type { Container } from "../../compose/containers.ts";
import { serviceNames } from "../../compose/containers.ts";
import { dumpYaml } from "../../compose/dump.ts";
import { entryOf, isYamlMap, textOf, type YamlMap, type YamlValue } from "../../compose/values.ts";
import { destinations } from "../../destinations/tables.ts";
import { readKept } from "../../domains/compose.ts";
import { domainList } from "../../domains/normalise.ts";
import type { World } from "../../world/world.ts";
import { labelledOf } from "../labels.ts";
import { applicationSettingsOf } from "../lookup.ts";
import { caddyLabels, traefikLabels } from "../proxyLabels.ts";
import type { ApplicationRow } from "../tables.ts";
import type { KeptMount } from "./mounts.ts";

const mapOf = (value: YamlValue | undefined): YamlMap => (isYamlMap(value) ? value : {});

/** The file that docker gets, `docker_compose`. */
export function generatedText(
  world: World,
  application: ApplicationRow,
  compose: YamlValue,
  containers: readonly Container[],
  mounts: readonly (readonly KeptMount[])[],
): string {
  const names = serviceNames(containers);
  const services = containers.map((one, at): [string, YamlValue] => [one.name, text(world, application, one, mounts[at] ?? [], names)]);
  const declared = Object.entries(mapOf(entryOf(compose, "volumes"))).filter(([, value]) => value !== null);
  const mounted = mounts.flat().flatMap(({ volume }) => volume ?? []);
  const whole: [string, YamlMap][] = [
    ["volumes", { ...Object.fromEntries(declared), ...Object.fromEntries(mounted.map((name) => [name, { name }])) }],
    ["networks", { ...mapOf(entryOf(compose, "networks")), [application.uuid]: { name: application.uuid, external: true } }],
    ["configs", mapOf(entryOf(compose, "configs"))],
    ["secrets", mapOf(entryOf(compose, "secrets"))],
  ];
  return dumpYaml({
    services: Object.fromEntries(services),
    ...Object.fromEntries(whole.filter(([, map]) => Object.keys(map).length > 0)),
  });
}

/** Keys that only Coolify reads. */
const OWN_KEYS = new Set(["exclude_from_hc"]);

function text(world: World, application: ApplicationRow, container: Container, mounts: readonly KeptMount[], names: YamlMap): YamlValue {
  const { uuid, git_branch } = application;
  const container_name = `${container.name}-${uuid}`;
  const written = Object.entries(container.config).filter(([key]) => !OWN_KEYS.has(key));
  const environment = [...container.environment].filter(([key]) => !key.startsWith("SERVICE_FQDN_"));
  const own: YamlMap = { COOLIFY_BRANCH: `"${git_branch}"`, COOLIFY_RESOURCE_UUID: uuid, COOLIFY_CONTAINER_NAME: container_name };
  const onNetwork = entryOf(container.config, "network_mode") === undefined;
  return {
    ...Object.fromEntries(written),
    container_name,
    restart: textOf(entryOf(container.config, "restart")) || "unless-stopped",
    labels: labels(world, application, container),
    ...(onNetwork ? { networks: { ...mapOf(entryOf(container.config, "networks")), [uuid]: null } } : {}),
    ...(mounts.length > 0 ? { volumes: mounts.map(({ entry }) => entry) } : {}),
    environment: { ...Object.fromEntries(environment), ...own, ...names },
    env_file: [".env"],
  };
}

function labels(world: World, application: ApplicationRow, { name, config }: Container): string[] {
  const listed = entryOf(config, "labels");
  const written = isYamlMap(listed)
    ? Object.entries(listed).map(([key, value]) => `${key}=${textOf(value)}`)
    : Array.isArray(listed)
      ? listed.map(textOf)
      : [];
  const own = [
    "coolify.managed=true",
    `coolify.applicationId=${application.id}`,
    "coolify.type=application",
    `coolify.name=${name}-${application.uuid}`,
  ];
  const kept = readKept(application.docker_compose_domains)[name];
  if (domainList(kept?.domain).length === 0) return [...written, ...own];
  const network = world.of(destinations).get(application.destination_id)?.network ?? "";
  const uuid = `${application.uuid}-${name}`;
  const as = { ...application, uuid, fqdn: kept?.domain ?? null, redirect: kept?.redirect ?? "both", ports_exposes: null };
  const labelled = labelledOf(as, { ...applicationSettingsOf(world, application), is_static: false }, network, true);
  return [
    ...written,
    ...own,
    `traefik.docker.network=${application.uuid}`,
    ...traefikLabels(labelled).sort(),
    ...caddyLabels(labelled).sort(),
  ];
}
