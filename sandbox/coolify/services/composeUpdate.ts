import { domainKey, domainRows } from "../compose/domainKey.ts";
import { dumpYaml } from "../compose/dump.ts";
import { entryOf, isYamlMap, textOf, type YamlMap, type YamlValue } from "../compose/values.ts";
import { domainList, urlParts } from "../domains/normalise.ts";
import { addVariable, findVariable } from "../variables/own.ts";
import { variables } from "../variables/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { readCompose } from "./composeText.ts";
import { type PartRow, type ServiceRow, services } from "./tables.ts";

/** After a PATCH of a part: its image goes into the text, its domain into the rows that the text asks for (contract 13.2, 13.3). */
export function keepPartInCompose(world: World, service: ServiceRow, part: PartRow): void {
  const compose = readCompose(service.docker_compose_raw);
  const containers = entryOf(compose, "services");
  if (!isYamlMap(compose) || !isYamlMap(containers)) return;
  const container = entryOf(containers, part.name);
  // Coolify writes the image whether it changed or not, so that a stale part stands in the text again.
  const named: YamlMap = { ...(isYamlMap(container) ? container : {}), image: part.image };
  world.of(services).update(service, { docker_compose_raw: dumpYaml({ ...compose, services: { ...containers, [part.name]: named } }) });
  for (const [name, ports] of domainNames(entryOf(container, "environment"))) keepDomainRows(world, service, part, name, ports);
}

/** Names of `SERVICE_FQDN_…` and `SERVICE_URL_…` entries with the ports they ask for; names that differ in case are one. */
function domainNames(environment: YamlValue | undefined): Map<string, Set<string>> {
  const keys = Array.isArray(environment)
    ? environment.map((entry) => (textOf(entry).split("=")[0] ?? "").trim())
    : Object.keys(isYamlMap(environment) ? environment : {});
  const found = new Map<string, Set<string>>();
  for (const key of keys) {
    const wanted = domainKey(key);
    if (!wanted) continue;
    const name = [...found.keys()].find((one) => one.toLowerCase() === wanted.name.toLowerCase()) ?? wanted.name;
    const ports = found.get(name) ?? new Set();
    if (wanted.port !== null) ports.add(wanted.port);
    found.set(name, ports);
  }
  return found;
}

/** The rows are made anew, or go with the domain. */
function keepDomainRows(world: World, service: ServiceRow, part: PartRow, name: string, ports: ReadonlySet<string>): void {
  const owner = ownerKey(services.name, service);
  const keysOf = (port: string | null) => domainRows({ name, port }, "", "").map(([key]) => key);
  for (const key of [...keysOf(null), ...[...ports].flatMap(keysOf)]) {
    const row = findVariable(world, owner, key);
    if (row) world.of(variables).remove(row);
  }
  const first = domainList(part.fqdn as string | null)[0];
  const { scheme, host = "", port, rest = "" } = urlParts(first ?? "") ?? {};
  if (!first || !scheme) return;
  const path = rest.split(/[?#]/)[0] ?? "";
  const place = `${host}${path === "/" ? "" : path}`;
  for (const one of [null, ...new Set([...ports, ...(port === undefined ? [] : [port])])]) {
    for (const [key, value] of domainRows({ name, port: one }, place, `${scheme}://${place}`)) {
      const row = findVariable(world, owner, key);
      if (row) world.of(variables).update(row, { value });
      else addVariable(world, owner, { key, value });
    }
  }
}
