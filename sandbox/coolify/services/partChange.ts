import { isPortTaken } from "../databases/lookup.ts";
import { domainConflicts } from "../domains/conflicts.ts";
import { domainList, isDomainUrl, normalisedUrl } from "../domains/normalise.ts";
import { type Answer, invalid, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { settingsOf } from "../servers/lookup.ts";
import { servers } from "../servers/tables.ts";
import { validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { keepPartInCompose } from "./composeUpdate.ts";
import { applicationPartInput, databasePartInput } from "./input.ts";
import { partOf } from "./lookup.ts";
import { applicationPartDetail, listedPart } from "./show.ts";
import { type ServiceApplicationRow, type ServiceDatabaseRow, type ServiceRow, serviceApplications, serviceDatabases } from "./tables.ts";
import { conflictRefusal } from "./urls.ts";

const FLAGS = [
  "exclude_from_status",
  "is_log_drain_enabled",
  "is_gzip_enabled",
  "is_stripprefix_enabled",
  "is_force_https_enabled",
  "is_public",
];
const DRAINS = ["is_logdrain_newrelic_enabled", "is_logdrain_highlight_enabled", "is_logdrain_axiom_enabled", "is_logdrain_custom_enabled"];

/** PATCH …/applications/{app_uuid}: the body alone counts, `force_domain_override` in the query alone (contract 10, 13.2). */
export const changeApplicationPart = gated((call: Call): Answer => {
  const { service, part } = partOf(call, "applications");
  const input = validated({ ...call, input: call.fromBody }, applicationPartInput);
  const fqdn = Object.hasOwn(input, "url") ? wishedDomains(call, input.url, part.uuid) : part.fqdn;
  requireDrain(call, service, input);
  const { url, noindex_domains, ...columns } = input;
  const wished = Object.hasOwn(input, "noindex_domains") ? Object.values((noindex_domains ?? []) as object) : part.noindex_domains;
  const changes = { ...flagged(columns), fqdn, noindex_domains: keptNoindex(wished as unknown[] | null, fqdn as string | null) };
  call.world.of(serviceApplications).update(part as ServiceApplicationRow, changes as Partial<ServiceApplicationRow>);
  keepPartInCompose(call.world, service, part);
  return ok(applicationPartDetail(call.world, service, part, false));
});

/** @throws Refusal 422, 409 */
function wishedDomains(call: Call, url: unknown, uuid: string): string | null {
  const urls = domainList(url as string | null);
  const isForced = isTruthy(call.query.force_domain_override);
  const errors = urls.flatMap(faultsOf);
  const twice = [...new Set(urls.filter((one, index) => urls.indexOf(one) !== index))];
  if (twice.length > 0 && !isForced) {
    errors.push(`The current request contains duplicate URLs: ${twice.join(", ")}. Use force_domain_override=true to proceed.`);
  }
  if (errors.length > 0) throw invalid(errors);
  const lowered = [...new Set(urls.map((one) => one.toLowerCase()))];
  const conflicts = domainConflicts(call.world, call.team, lowered, uuid);
  if (conflicts.length > 0 && !isForced) throw conflictRefusal(conflicts);
  return lowered.length === 0 ? null : lowered.join(",");
}

function faultsOf(url: string): string[] {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(url)?.[1] ?? "";
  const isHttp = ["http", "https"].includes(scheme.toLowerCase());
  const isUrl = isDomainUrl(isHttp ? url : url.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//, "http://"));
  return [
    ...(isUrl ? [] : [`Invalid URL: ${url}`]),
    ...(isHttp ? [] : [`Invalid URL scheme: ${scheme} for URL: ${url}. Only http and https are supported.`]),
  ];
}

/** Whole URLs that are among the part's domains; others are dropped silently. */
function keptNoindex(wished: readonly unknown[] | null, fqdn: string | null): string[] | null {
  if (wished === null) return null;
  const own = new Set(domainList(fqdn).map(normalisedUrl));
  const named = wished.filter((url): url is string => typeof url === "string" && url !== "").map(normalisedUrl);
  return [...new Set(named)].filter((url) => own.has(url));
}

/** PATCH …/databases/{database_uuid}. */
export const changeDatabasePart = gated((call: Call): Answer => {
  const { service, part } = partOf(call, "databases");
  const input = validated({ ...call, input: call.fromBody }, databasePartInput);
  requireDrain(call, service, input);
  const row = part as ServiceDatabaseRow;
  const isPublic = isTruthy(input.is_public ?? row.is_public);
  const port = Number(input.public_port ?? row.public_port) || null;
  if (isPublic && port === null) {
    throw invalid({ public_port: ["A public port is required when the database is public."] });
  }
  // Coolify looks at databases only, and passes over the one with the part's number: parts may share a port (contract 13.2).
  const server = call.world.of(servers).get(service.server_id);
  if (isPublic && isPortTaken(call.world, server, port, part.id)) {
    throw refusal(400, "Public port already used by another database.");
  }
  call.world.of(serviceDatabases).update(row, numbered(flagged(input)) as Partial<ServiceDatabaseRow>);
  keepPartInCompose(call.world, service, part);
  return ok(listedPart.databases(part));
});

function requireDrain(call: Call, service: ServiceRow, input: Bag): void {
  if (!isTruthy(input.is_log_drain_enabled)) return;
  const server = call.world.of(servers).get(service.server_id);
  const settings = server && settingsOf(call.world, server);
  if (settings && DRAINS.some((name) => settings[name] === true)) return;
  throw invalid({ is_log_drain_enabled: ["Log drain is not enabled on the server for this service."] });
}

const flagged = (input: Bag): Bag =>
  Object.fromEntries(Object.entries(input).map(([field, value]) => [field, FLAGS.includes(field) ? isTruthy(value) : value]));

const PORTS = ["public_port", "public_port_timeout"];

const numbered = (input: Bag): Bag =>
  Object.fromEntries(
    Object.entries(input).map(([field, value]) => [field, PORTS.includes(field) && value !== null ? Number(value) : value]),
  );
