import { queueDeployment } from "../deployments/queue.ts";
import { destinations } from "../destinations/tables.ts";
import { checkComposeDomains, composeDomains, type KeptDomain, keptDomain, phpJson, readKept } from "../domains/compose.ts";
import { keptNoindex } from "../domains/noindex.ts";
import { normalisedDomains } from "../domains/normalise.ts";
import { type Answer, invalid, message, ok, serverError } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { type ServerRow, servers } from "../servers/tables.ts";
import { type Errors, errorsOf, unknownFields } from "../validation/validate.ts";
import { asText, isEmpty, isNumeric } from "../validation/values.ts";
import { buildPackChanges } from "./buildPack.ts";
import { checkData, refuseDomainsOfCompose, requireBase64, requireComposeForRaw, servesDomains } from "./checks.ts";
import { columnsOf } from "./columns.ts";
import { composeServices } from "./compose/names.ts";
import { FATAL_IN_QUERY } from "./fields.ts";
import { changeInput } from "./input.ts";
import { generatedLabels } from "./labels.ts";
import { applicationOf, applicationSettingsOf } from "./lookup.ts";
import { namedSettings, writeLooseSettings, writeNamedSettings, writeSingleSettings } from "./settings.ts";
import { type ApplicationRow, applications } from "./tables.ts";

/** What PHP takes for true: "false" is, "0" is not. */
export const isWished = (value: unknown): boolean => Boolean(value) && value !== "0" && !(Array.isArray(value) && value.length === 0);

const NO_COMPOSE_FILE =
  "Cannot set docker_compose_domains without docker_compose_raw. Reload the compose file from the git repository first.";

/** PATCH /applications/{uuid}; the order of checks and writes is that of contract 4.4. */
export const change = gated((call: Call): Answer => {
  const application = applicationOf(call, call.params.uuid, "Application not found");
  const server = serverOfApplication(call, application);
  const fields = checked(call, application, server);
  const kept = composeColumn(call, application, fields);
  write(call, application, server, fields, kept);
  if (!isWished(call.input.instant_deploy)) return ok({ uuid: application.uuid });
  const ticket = queueDeployment(call.world, { application });
  return ticket.status === "skipped" ? message(ticket.message) : ok({ uuid: application.uuid });
});

/** @throws Refusal 500 when the server is gone, as a forced deletion leaves it (contract 11) */
function serverOfApplication({ world }: Call, { destination_id }: ApplicationRow): ServerRow {
  const server = world.of(servers).get(world.of(destinations).get(destination_id)?.server_id);
  if (!server || server.deleted_at !== null) throw serverError();
  return server;
}

/** All checks before the first write. @throws Refusal */
function checked(call: Call, application: ApplicationRow, server: ServerRow): Bag {
  const fields: Bag = { ...call.input };
  if (Object.hasOwn(fields, "ports_exposes")) requirePorts(fields.ports_exposes);
  const nginx = fields.custom_nginx_configuration;
  if (nginx !== undefined && nginx !== null) fields.custom_nginx_configuration = requireBase64("custom_nginx_configuration", nginx);
  checkData(call, fields, server);
  requireRules(call.input);
  requireComposeForRaw(namedSettings(fields), Object.hasOwn(fields, "build_pack") ? fields.build_pack : application.build_pack);
  requireLogin(fields, application);
  refuseDomainsOfCompose(fields, application.build_pack);
  return fields;
}

function requirePorts(sent: unknown): void {
  if (sent !== null && typeof sent === "object") throw serverError();
  if (asText(sent).split(",").every(isNumeric)) return;
  throw invalid({ ports_exposes: "The ports_exposes should be a comma separated list of numbers." });
}

/** A list as body has fields 0, 1, 2 …, and PHP writes those as a list again (contract 4.4). */
function requireRules(input: Bag): void {
  const errors: Errors = errorsOf(input, changeInput);
  for (const field of unknownFields(input, changeInput)) errors[field] = [...(errors[field] ?? []), "This field is not allowed."];
  const fields = Object.keys(errors);
  if (fields.length === 0) return;
  throw invalid(fields.every((field, index) => field === String(index)) ? Object.values(errors) : errors);
}

/** Switching basic auth on needs a name and a password, stored or sent. */
function requireLogin(fields: Bag, application: ApplicationRow): void {
  if (fields.is_http_basic_auth_enabled !== true) return;
  const names = ["http_basic_auth_username", "http_basic_auth_password"];
  if (names.every((name) => !isEmpty(application[name]))) return;
  const missing = names.filter((name) => isEmpty(fields[name])).map((name) => [name, `The ${name} is required.`]);
  if (missing.length > 0) throw invalid(Object.fromEntries(missing));
}

/** The new map of compose domains, undefined when none of the names is a service of the file. @throws Refusal 422, 409 */
function composeColumn(call: Call, application: ApplicationRow, fields: Bag): string | undefined {
  if (!Object.hasOwn(fields, "docker_compose_domains")) return undefined;
  if (!application.docker_compose_raw) throw invalid({ docker_compose_domains: NO_COMPOSE_FILE });
  const items = composeDomains(fields.docker_compose_domains);
  checkComposeDomains(call, items, application.uuid);
  const services = new Set(composeServices(application.docker_compose_raw));
  const before = readKept(application.docker_compose_domains);
  const kept: Record<string, KeptDomain> = {};
  for (const item of items) {
    const name = String(item.name);
    if (services.has(name)) kept[name] = keptDomain(item, before[name]);
  }
  return Object.keys(kept).length > 0 ? phpJson(kept) : undefined;
}

const LABEL_FIELDS = ["domains", "noindex_domains", "is_http_basic_auth_enabled", "http_basic_auth_username", "http_basic_auth_password"];

/** Settings one by one, then the row: a row that is refused leaves the settings changed (contract 4.4). @throws Refusal 500 */
function write(call: Call, application: ApplicationRow, server: ServerRow, fields: Bag, kept: string | undefined): void {
  const before = { ...application };
  const { world } = call;
  writeSingleSettings(world, application, fields);
  writeLooseSettings(world, application, fields);
  const named = namedSettings(fields);
  writeNamedSettings(world, application, named);
  if ("is_gzip_enabled" in named || "is_stripprefix_enabled" in named) relabel(call, application, application);
  if (FATAL_IN_QUERY.some((name) => Object.hasOwn(call.query, name))) throw serverError();
  const serves = servesDomains(world, server);
  const { noindex_domains: flags, ...columns } = columnsOf(fields, before) as Record<string, unknown>;
  const changes: Record<string, unknown> = { ...columns, ...(kept === undefined ? {} : { docker_compose_domains: kept }) };
  if (Object.hasOwn(fields, "domains") && serves) changes.fqdn = normalisedDomains(fields.domains as string | null);
  Object.assign(changes, noindexChange(fields, before, changes, flags));
  Object.assign(changes, buildPackChanges(world, before, changes));
  world.of(applications).update(application, changes);
  if (serves && LABEL_FIELDS.some((name) => Object.hasOwn(fields, name)))
    relabel(call, application, { ...before, ...changes } as ApplicationRow);
}

/** Flags that are sent count; those that are there lose the domains that go. */
function noindexChange(fields: Bag, before: ApplicationRow, changes: Bag, flags: unknown): Partial<ApplicationRow> {
  const fqdn = (Object.hasOwn(changes, "fqdn") ? changes.fqdn : before.fqdn) as string | null;
  if (Object.hasOwn(fields, "noindex_domains")) {
    const sent = flags === undefined ? before.noindex_domains : flags;
    return { noindex_domains: keptNoindex((sent ?? []) as unknown[], fqdn) };
  }
  if (fqdn === before.fqdn || !before.noindex_domains?.length) return {};
  return { noindex_domains: keptNoindex(before.noindex_domains, fqdn) };
}

function relabel({ world }: Call, application: ApplicationRow, as: ApplicationRow): void {
  world.of(applications).update(application, { custom_labels: generatedLabels(world, as, applicationSettingsOf(world, application)) });
}
