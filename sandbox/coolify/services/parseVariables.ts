import type { Container } from "../compose/containers.ts";
import { type DomainKey, domainKey, domainRows } from "../compose/domainKey.ts";
import { magicCommand, magicValue, SIGNING_KEY } from "../compose/magic.ts";
import { magicNames, rowsOf } from "../compose/references.ts";
import { textOf, type YamlValue } from "../compose/values.ts";
import { automaticDomain } from "../domains/automatic.ts";
import { domainList, urlParts } from "../domains/normalise.ts";
import { serverError } from "../http/answer.ts";
import { servers } from "../servers/tables.ts";
import { addVariable, findVariable, variablesOf } from "../variables/own.ts";
import { type VariableRow, variables } from "../variables/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import type { Parsed } from "./parse.ts";
import { type ServiceApplicationRow, type ServiceRow, serviceApplications } from "./tables.ts";

/** Names of magic variables that any container refers to: entries of these names bring no rows of their own. */
export class MagicNames extends Set<string> {
  override add(names: string | Iterable<string>): this {
    for (const name of typeof names === "string" ? [names] : names) super.add(name);
    return this;
  }
}

const KEY = /^[A-Za-z_][A-Za-z0-9_.]*$/;
const ownerOf = (service: ServiceRow): string => ownerKey("services", service);

/** Domains that keys ask for, and their rows, written back at every parse. Gives the magic variables that the values name. */
export function keepDomains(world: World, service: ServiceRow, { container, part, isApplication }: Parsed): Set<string> {
  const names = new Set<string>();
  for (const [key, value] of container.environment) {
    for (const name of magicNames(value)) names.add(name);
    const wanted = domainKey(key);
    if (wanted) keepDomain(world, service, isApplication ? (part as ServiceApplicationRow) : undefined, wanted, textOf(value));
  }
  return names;
}

function keepDomain(world: World, service: ServiceRow, part: ServiceApplicationRow | undefined, wanted: DomainKey, value: string): void {
  const first = domainList(part?.fqdn)[0];
  const bare = first === undefined ? generated(world, service, wanted.name.toLowerCase()) : withoutPort(first);
  const path = value.startsWith("/") && value !== "/" ? value : "";
  const url = bare.endsWith(path) ? bare : bare + path;
  const fqdn = url.slice(url.indexOf("://") + 3);
  if (part && part.fqdn === null) {
    world.of(serviceApplications).update(part, { fqdn: wanted.port === null ? url : `${url}:${wanted.port}` });
  }
  for (const [key, text] of domainRows(wanted, fqdn, url)) writeBack(world, service, key, text);
}

function generated(world: World, service: ServiceRow, name: string): string {
  const server = world.of(servers).get(service.server_id);
  if (!server) throw serverError();
  return automaticDomain(world, server, `${name}-${service.uuid}`);
}

/** Scheme, host and path; `/` counts as none. */
function withoutPort(url: string): string {
  const { scheme = "", host = "", rest = "" } = urlParts(url) ?? {};
  const path = rest.split(/[?#]/)[0] ?? "";
  return scheme === "" ? url : `${scheme}://${host}${path === "/" ? "" : path}`;
}

/** Rows of magic variables that values refer to; existing ones keep their values. */
export function keepMagic(world: World, service: ServiceRow, { part, isApplication }: Parsed, names: ReadonlySet<string>): void {
  for (const name of names) {
    const command = magicCommand(name);
    if (command === "FQDN" || command === "URL") keepReferredDomain(world, service, isApplication ? part.id : undefined, name);
    else if (!findVariable(world, ownerOf(service), name)) {
      addRow(world, service, name, magicValue(command, findVariable(world, ownerOf(service), SIGNING_KEY)?.value ?? null));
    }
  }
}

/** `${SERVICE_URL_WEB}` gives the container `web` a domain, if it is `web` itself that refers to it. */
function keepReferredDomain(world: World, service: ServiceRow, partId: number | undefined, name: string): void {
  const label = name.replace(/^SERVICE_(FQDN|URL)_/, "");
  const url = generated(world, service, label.toLowerCase().replaceAll("_", "-"));
  const rows = variablesOf(world, ownerOf(service));
  const withPort = new RegExp(`^${name.replaceAll(".", "\\.")}_[0-9]+$`);
  const part = partNamed(world, service, label);
  const isOpen = part && !/:\d+$/.test(part.fqdn ?? "") && part.id === partId;
  if (isOpen && !rows.some((row) => row.key === name || withPort.test(row.key))) world.of(serviceApplications).update(part, { fqdn: url });
  const fqdn = url.slice(url.indexOf("://") + 3);
  const pairs: [string, string][] = [
    [`SERVICE_FQDN_${label.toUpperCase()}`, fqdn],
    [`SERVICE_URL_${label.toUpperCase()}`, url],
  ];
  for (const [key, value] of pairs) if (!rows.some((row) => row.key === key)) addRow(world, service, key, value);
}

function partNamed(world: World, service: ServiceRow, label: string): ServiceApplicationRow | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const parts = world.of(serviceApplications).where("service_id", service.id);
  const alike = parts.filter((part) => plain(part.name) === plain(label));
  return parts.find((part) => part.name === label.toLowerCase()) ?? (alike.length === 1 ? alike[0] : undefined);
}

/** Rows of references, and the environment of the generated file: entries plus the values of the rows (contract 5.2, 13.3). */
export function keepReferences(world: World, service: ServiceRow, container: Container, magic: MagicNames): Map<string, YamlValue> {
  const shown = new Map(container.environment);
  for (const [key, value] of container.environment) {
    if (magic.has(key)) continue;
    for (const row of rowsOf(key, value)) {
      const kept = row.overwrites ? writeBack(world, service, row.key, row.value ?? null) : keep(world, service, row);
      if (row.isShown) shown.set(row.key, kept.value);
    }
  }
  for (const [key, value] of shown) if (value === "") shown.set(key, findVariable(world, ownerOf(service), key)?.value || "");
  return shown;
}

function keep(world: World, service: ServiceRow, row: { key: string; value: string | undefined; isRequired: boolean }): VariableRow {
  return findVariable(world, ownerOf(service), row.key) ?? addRow(world, service, row.key, row.value ?? null, row.isRequired);
}

function writeBack(world: World, service: ServiceRow, key: string, value: string | null): VariableRow {
  const known = findVariable(world, ownerOf(service), key);
  if (!known) return addRow(world, service, key, value);
  world.of(variables).update(known, { value, comment: null });
  return known;
}

/** @throws Refusal 500 for a key that a variable cannot have */
function addRow(world: World, service: ServiceRow, key: string, value: string | null, is_required = false): VariableRow {
  if (!KEY.test(key)) throw serverError();
  return addVariable(world, ownerOf(service), { key, value: value?.trim() ?? null, is_required });
}
