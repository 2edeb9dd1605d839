import type { Container } from "../../compose/containers.ts";
import { domainKey } from "../../compose/domainKey.ts";
import { magicCommand, magicValue, SIGNING_KEY } from "../../compose/magic.ts";
import { magicNames, rowsOf } from "../../compose/references.ts";
import { textOf, type YamlValue } from "../../compose/values.ts";
import { destinations } from "../../destinations/tables.ts";
import { automaticDomain } from "../../domains/automatic.ts";
import { phpJson, readKept } from "../../domains/compose.ts";
import { urlParts } from "../../domains/normalise.ts";
import { servers } from "../../servers/tables.ts";
import { addVariable, findVariable, variablesOf } from "../../variables/own.ts";
import { variables } from "../../variables/tables.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";
import { type ApplicationRow, applications } from "../tables.ts";
import { serviceNamed, underscored } from "./names.ts";

/** Rows and domains that the `environment` entries of a compose application ask for (parsers.php applicationParser). */

const ownerOf = (application: ApplicationRow): string => ownerKey("applications", application);
const withoutScheme = (url: string): string => url.slice(url.indexOf("://") + 3);

/** Magic variables that the values of a container name. */
export const magicOf = (container: Container): Set<string> =>
  new Set([...container.environment.values()].flatMap((value) => magicNames(value)));

function generated(world: World, application: ApplicationRow, start: string): string {
  const server = world.of(servers).get(world.of(destinations).get(application.destination_id)?.server_id);
  return server ? automaticDomain(world, server, `${start}${application.uuid}`) : "";
}

/** `SERVICE_FQDN_WEB_3000` as a key: the application itself gets a domain, the variable its value, the service `web` a domain. */
export function keepKeyDomain(world: World, application: ApplicationRow, names: readonly string[], key: string, value: YamlValue): void {
  const wanted = domainKey(key);
  if (!wanted) return;
  const text = textOf(value);
  const path = text.startsWith("/") && text !== "/" ? text : "";
  if (key.startsWith("SERVICE_FQDN_")) {
    const fqdn = (application.fqdn || withoutScheme(generated(world, application, ""))) + path;
    if (application.fqdn === null) {
      world.of(applications).update(application, { fqdn: wanted.port === null ? fqdn : `${fqdn}:${wanted.port}` });
    }
    writeBack(world, application, wanted.port === null ? key : key.slice(0, key.lastIndexOf("_")), fqdn);
  }
  const lower = wanted.name.toLowerCase();
  const port = wanted.port === null ? "" : `:${wanted.port}`;
  addDomain(world, application, names, lower, generated(world, application, `${lower.replaceAll("_", "-")}-`) + path + port);
}

/** The service gets the domain unless it has one, an empty one too. */
function addDomain(world: World, application: ApplicationRow, names: readonly string[], candidate: string, domain: string): void {
  const name = application.build_pack === "dockercompose" ? serviceNamed(underscored(candidate), names) : undefined;
  if (name === undefined) return;
  const kept = readKept(application.docker_compose_domains);
  const own = Object.keys(kept).find((key) => serviceNamed(key, names) === name);
  if (own !== undefined && (kept[own]?.domain ?? null) !== null) return;
  const { [own ?? name]: before, ...others } = kept;
  const docker_compose_domains = phpJson(
    own === name ? { ...kept, [name]: { ...before, domain } } : { ...others, [name]: { ...before, domain } },
  );
  world.of(applications).update(application, { docker_compose_domains });
}

/** The row of a magic variable; both rows of a domain, and more with a port. Existing ones keep their values. */
export function keepMagic(world: World, application: ApplicationRow, names: readonly string[], name: string): void {
  const command = magicCommand(name);
  const wanted = command === "FQDN" || command === "URL" ? domainKey(name) : undefined;
  if (!wanted) {
    const key = findVariable(world, ownerOf(application), SIGNING_KEY, false)?.value ?? null;
    keep(world, application, name, () => magicValue(command, key));
    return;
  }
  const lower = wanted.name.toLowerCase();
  const url = generated(world, application, `${lower.replaceAll("_", "-")}-`);
  const port = wanted.port === null ? "" : `:${wanted.port}`;
  const pairs = [["", ""], ...(wanted.port === null ? [] : [[`_${wanted.port}`, port]])];
  for (const [ending = "", more = ""] of pairs) {
    keep(world, application, `SERVICE_FQDN_${wanted.name}${ending}`, () => withoutScheme(url) + more);
    keep(world, application, `SERVICE_URL_${wanted.name}${ending}`, () => url + more);
  }
  addDomain(world, application, names, lower, url + port);
}

function keep(world: World, application: ApplicationRow, key: string, value: () => string | null, is_required = false): void {
  const owner = ownerOf(application);
  if (!findVariable(world, owner, key, false)) addVariable(world, owner, { key, value: value(), is_required });
}

function writeBack(world: World, application: ApplicationRow, key: string, value: string | null): void {
  const known = findVariable(world, ownerOf(application), key, false);
  if (known) world.of(variables).update(known, { value });
  else addVariable(world, ownerOf(application), { key, value });
}

/** Rows of references to other variables; existing ones keep their values. */
export function keepReferences(world: World, application: ApplicationRow, container: Container, magic: ReadonlySet<string>): void {
  for (const [key, value] of container.environment) {
    const text = textOf(value);
    if (magic.has(key) || text.startsWith("SERVICE_")) continue;
    const rows = rowsOf(key, value).filter((row) => !row.overwrites || text.startsWith("$SERVICE_"));
    for (const row of rows) keep(world, application, row.key, () => row.value ?? null, row.isRequired);
  }
}

/** `SERVICE_URL_WEB` and `SERVICE_FQDN_WEB` follow the domains that are kept; without a domain the rows of this service lose their values. */
export function keepDomainRows(world: World, application: ApplicationRow, service: string): void {
  if (application.build_pack !== "dockercompose") return;
  for (const [name, entry] of Object.entries(readKept(application.docker_compose_domains))) {
    const first = entry?.domain?.split(",")[0];
    if (first) {
      const { scheme = "", host = "", rest = "" } = urlParts(first) ?? {};
      const key = underscored(name).toUpperCase();
      writeBack(world, application, `SERVICE_URL_${key}`, `${scheme}://${host}${rest}`);
      writeBack(world, application, `SERVICE_FQDN_${key}`, host);
    } else emptyRows(world, application, underscored(service).toUpperCase());
  }
}

function emptyRows(world: World, application: ApplicationRow, name: string): void {
  const starts = [`SERVICE_FQDN_${name}`, `SERVICE_URL_${name}`];
  for (const row of variablesOf(world, ownerOf(application))) {
    if (!row.is_preview && starts.some((start) => row.key.startsWith(start))) world.of(variables).update(row, { value: null });
  }
}
