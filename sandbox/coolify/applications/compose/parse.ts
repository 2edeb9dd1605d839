import { type Container, containersOf } from "../../compose/containers.ts";
import { dumpYaml } from "../../compose/dump.ts";
import { withoutOwnKeys } from "../../compose/mounts.ts";
import { entryOf, isYamlMap, type YamlMap, type YamlValue } from "../../compose/values.ts";
import { parseYaml } from "../../compose/yaml.ts";
import type { World } from "../../world/world.ts";
import { type ApplicationRow, applications } from "../tables.ts";
import { keepDomainRows, keepKeyDomain, keepMagic, keepReferences, magicOf } from "./domains.ts";
import { generatedText } from "./generate.ts";
import { keepMounts } from "./mounts.ts";

/** What Coolify does with the compose text of an application: variables, domains, storages and the generated file follow it (contract 4.4). */
export function parseApplication(world: World, application: ApplicationRow): void {
  const compose = readable(application.docker_compose_raw ?? "");
  if (compose === undefined) return;
  const containers = containersOf(compose);
  const names = containers.map(({ name }) => name);
  const magic = new Set<string>();
  for (const container of containers) {
    const own = magicOf(container);
    for (const name of own) magic.add(name);
    for (const [key, value] of container.environment) keepKeyDomain(world, application, names, key, value);
    for (const name of own) keepMagic(world, application, names, name);
  }
  const mounts = containers.map((container: Container) => {
    const kept = keepMounts(world, application, container, entryOf(compose, "volumes"));
    keepReferences(world, application, container, magic);
    keepDomainRows(world, application, container.name);
    return kept;
  });
  world.of(applications).update(application, {
    docker_compose: generatedText(world, application, compose, containers, mounts),
    docker_compose_raw: dumpYaml(withoutContents(compose)),
  });
}

function readable(text: string): YamlValue | undefined {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

/** The text without what of its volumes is kept in storages. */
function withoutContents(compose: YamlValue): YamlValue {
  const services = entryOf(compose, "services");
  if (!isYamlMap(compose) || !isYamlMap(services)) return compose;
  const cleaned: YamlMap = {};
  for (const [name, config] of Object.entries(services)) {
    const volumes = entryOf(config, "volumes");
    cleaned[name] = isYamlMap(config) && Array.isArray(volumes) ? { ...config, volumes: volumes.map(withoutOwnKeys) } : config;
  }
  return { ...compose, services: cleaned };
}
