import { instanceSettings } from "../access/tables.ts";
import { applicationsOfTeam } from "../applications/lookup.ts";
import { refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { nouns } from "../nouns.ts";
import { isTruthy } from "../validation/values.ts";
import type { World } from "../world/world.ts";
import { naked } from "./normalise.ts";

/** An entry of the 409's `conflicts` (contract 10). */
export interface Conflict {
  readonly domain: string;
  readonly resource_name: string;
  readonly resource_uuid: string | null;
  readonly resource_type: "application" | "service" | "instance";
  readonly service_name?: string;
  readonly message: string;
}

/** Domains that something holds, and how it is named in a conflict. */
export interface Holder {
  readonly uuid: string | null;
  /** Comma-separated URLs. */
  readonly domains: string;
  readonly name: string;
  readonly type: Conflict["resource_type"];
  readonly part?: string;
}

const WARNING = "Using the same domain for multiple resources can cause routing conflicts and unpredictable behavior.";

/**
 * Everything of the team, and the instance, that has one of these URLs.
 * @param except uuid of the resource that is being changed: its own domains never conflict
 */
export function domainConflicts(world: World, team: number, urls: readonly string[], except?: unknown): Conflict[] {
  const wanted = new Set(urls.map(naked));
  if (wanted.size === 0) return [];
  const found: Conflict[] = [];
  for (const holder of holders(world, team)) {
    if (except !== undefined && except !== null && holder.uuid === except) continue;
    for (const url of holder.domains.split(",")) {
      const domain = naked(url);
      if (domain !== "" && wanted.has(domain)) found.push(conflict(domain, holder));
    }
  }
  return found;
}

/** @throws Refusal 409 unless nobody has the URLs or the call says `force_domain_override` */
export function requireFreeDomains(call: Call, urls: readonly string[], except?: unknown): void {
  const conflicts = domainConflicts(call.world, call.team, urls, except);
  if (conflicts.length === 0 || isTruthy(call.input.force_domain_override)) return;
  throw refusal(409, "Domain conflicts detected. Use force_domain_override=true to proceed.", { conflicts, warning: WARNING });
}

function* holders(world: World, team: number): Generator<Holder> {
  for (const application of applicationsOfTeam(world, team)) {
    const { uuid, name, fqdn, build_pack, docker_compose_domains } = application;
    if (fqdn !== null) yield { uuid, name, domains: fqdn, type: "application" };
    if (build_pack === "dockercompose" && docker_compose_domains) yield* composeHolders(uuid, name, docker_compose_domains);
  }
  for (const noun of nouns as readonly Noun[]) yield* noun.domainHolders?.(world, team) ?? [];
  const instance = world.of(instanceSettings).all()[0]?.fqdn;
  if (instance) yield { uuid: null, name: "Coolify Instance", domains: instance, type: "instance" };
}

function* composeHolders(uuid: string, name: string, text: string): Generator<Holder> {
  for (const [part, entry] of Object.entries(JSON.parse(text) as Record<string, { domain?: string | null }>)) {
    if (entry?.domain) yield { uuid, name, domains: entry.domain, type: "application", part };
  }
}

function conflict(domain: string, { uuid, name, type, part }: Holder): Conflict {
  const place = { application: `application '${name}'`, service: `service '${name}'`, instance: "this Coolify instance" }[type];
  return {
    domain,
    resource_name: name,
    resource_uuid: uuid,
    resource_type: type,
    ...(part === undefined ? {} : { service_name: part }),
    message: `Domain ${domain} is already in use by ${place}${part === undefined ? "" : ` (service: ${part})`}`,
  };
}
