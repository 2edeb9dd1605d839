import { type Container, containersOf } from "../compose/containers.ts";
import { dumpYaml } from "../compose/dump.ts";
import { withoutOwnKeys } from "../compose/mounts.ts";
import { entryOf, isYamlMap, type YamlMap, type YamlValue } from "../compose/values.ts";
import { sqlTime } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { readCompose } from "./composeText.ts";
import { generatedCompose } from "./generate.ts";
import { keepMounts } from "./parseMounts.ts";
import { keepDomains, keepMagic, keepReferences, MagicNames } from "./parseVariables.ts";
import { updatePart } from "./partRows.ts";
import { type PartRow, type ServiceRow, serviceApplications, serviceDatabases, services } from "./tables.ts";

/** A container with the part that stands for it. */
export interface Parsed {
  readonly container: Container;
  readonly part: PartRow;
  readonly isApplication: boolean;
}

/**
 * What Coolify does with the stored text on create, on every PATCH and on every start (contract 13.3): parts, variables, volumes,
 * domains and the generated file follow the text; what it no longer names stays.
 * @throws Refusal 500 for a variable that cannot be named so; what was written before stays (contract 13.1)
 */
export function parseService(world: World, service: ServiceRow): void {
  const compose = readCompose(service.docker_compose_raw);
  const containers = containersOf(compose);
  for (const container of containers) firstPart(world, service, container);
  const magic = new MagicNames();
  const parsed = containers.map((container) => {
    const one = { container, ...partFor(world, service, container) };
    const names = keepDomains(world, service, one);
    magic.add(names);
    keepMagic(world, service, one, names);
    return one;
  });
  const shown = parsed.map((one) => {
    const mounts = keepMounts(world, service, one, entryOf(compose, "volumes"));
    // Every parse writes every part, changed or not.
    updatePart(world, one.part, { ports: one.container.ports, updated_at: world.now() });
    const variables = keepReferences(world, service, one.container, magic);
    if (one.container.isExcluded) updatePart(world, one.part, { exclude_from_status: true });
    return { ...one, mounts, variables };
  });
  world.of(services).update(service, {
    docker_compose: generatedCompose(world, service, compose, shown),
    docker_compose_raw: dumpYaml(withoutContents(compose)),
  });
}

/** Every container has a part of its kind; a part of the other kind with that name stays beside it. */
function firstPart(world: World, service: ServiceRow, container: Container): void {
  const table = container.isDatabase ? world.of(serviceDatabases) : world.of(serviceApplications);
  const found = table.where("service_id", service.id).find((part) => part.name === container.name);
  updatePart(world, found ?? table.insert(fresh(world, service, container)), { image: container.image });
}

/** The part that the rest works on: of a database that was an application once, the application. */
function partFor(world: World, service: ServiceRow, container: Container): { part: PartRow; isApplication: boolean } {
  const byName = (part: PartRow) => part.name === container.name;
  const application = world.of(serviceApplications).where("service_id", service.id).find(byName);
  if (application) {
    const gzip = container.image.includes("pocketbase") ? { is_gzip_enabled: false } : {};
    updatePart(world, application, { image: container.image, ...gzip });
    return { part: application, isApplication: true };
  }
  const database = world.of(serviceDatabases).where("service_id", service.id).find(byName);
  return { part: database ?? world.of(serviceDatabases).insert(fresh(world, service, container)), isApplication: false };
}

const fresh = (world: World, service: ServiceRow, { name, image }: Container) => ({
  name,
  image,
  service_id: service.id,
  last_online_at: sqlTime(world.now()),
});

/** The text without what of its volumes is kept in storages. */
function withoutContents(compose: YamlValue): YamlValue {
  const containers = entryOf(compose, "services");
  if (!isYamlMap(compose) || !isYamlMap(containers)) return compose;
  const cleaned: YamlMap = {};
  for (const [name, config] of Object.entries(containers)) {
    const volumes = entryOf(config, "volumes");
    cleaned[name] = isYamlMap(config) && Array.isArray(volumes) ? { ...config, volumes: volumes.map(withoutOwnKeys) } : config;
  }
  return { ...compose, services: cleaned };
}
