import { type Conflict, domainConflicts } from "../domains/conflicts.ts";
import { domainFaults, domainList, normalisedDomains, normalisedUrl } from "../domains/normalise.ts";
import { invalid, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { applicationPart } from "./lookup.ts";
import { type ServiceApplicationRow, type ServiceRow, serviceApplications } from "./tables.ts";

const WARNING = "Using the same domain for multiple resources can cause routing conflicts and unpredictable behavior.";

export const conflictRefusal = (conflicts: readonly Conflict[]) =>
  refusal(409, "Domain conflicts detected. Use force_domain_override=true to proceed.", { conflicts, warning: WARNING });

interface Item {
  readonly name?: unknown;
  readonly url?: unknown;
}

/**
 * Gives the parts that `urls` names their domains. What stands before and after a faulty entry is applied (contract 10, "Services").
 * @throws Refusal 422, 409
 */
export function applyUrls(call: Call, service: ServiceRow): void {
  const { urls } = call.input;
  if (typeof urls !== "object" || urls === null) return;
  const items = Object.values(urls) as Item[];
  const isForced = isTruthy(call.input.force_domain_override);
  requireValidUrls(items, isForced);
  const errors: string[] = [];
  const conflicts: Conflict[] = [];
  for (const item of items) {
    const part = partFor(call, service, item, errors);
    if (!part) continue;
    const fqdn = isEmpty(item.url) ? null : normalisedDomains(String(item.url));
    const found = fqdn === null ? [] : domainConflicts(call.world, call.team, domainList(fqdn), part.uuid);
    if (found.length > 0 && !isForced) conflicts.push(...found);
    else setDomains(call.world.of(serviceApplications), part, fqdn);
  }
  if (errors.length > 0) throw invalid(errors);
  if (conflicts.length > 0) throw conflictRefusal(conflicts);
}

/** The flags of single domains go with their domains. */
function setDomains(
  table: { update(row: ServiceApplicationRow, changes: Partial<ServiceApplicationRow>): unknown },
  part: ServiceApplicationRow,
  fqdn: string | null,
): void {
  const own = new Set(domainList(fqdn).map(normalisedUrl));
  const noindex = part.noindex_domains;
  table.update(part, noindex?.length ? { fqdn, noindex_domains: noindex.filter((url) => own.has(url)) } : { fqdn });
}

function requireValidUrls(items: readonly Item[], isForced: boolean): void {
  const all = items.flatMap(({ url }) => (typeof url === "string" ? domainList(url) : []));
  const errors = domainFaults(all.join(","));
  const urls = all.map(normalisedUrl);
  const twice = [...new Set(urls.filter((url, index) => urls.indexOf(url) !== index))];
  if (twice.length > 0 && !isForced) {
    const text = `The current request contains conflicting URLs across containers: ${twice.join(", ")}.`;
    errors.push(`${text} Use force_domain_override=true to proceed.`);
  }
  if (errors.length > 0) throw invalid(errors);
}

function partFor(call: Call, service: ServiceRow, { name }: Item, errors: string[]): ServiceApplicationRow | undefined {
  const part = isEmpty(name) ? undefined : applicationPart(call.world, service, String(name));
  if (part) return part;
  errors.push(isEmpty(name) ? "Service container name is required to apply URLs." : `Service container with '${String(name)}' not found.`);
  return undefined;
}

/** The `domains` of an answer: what the parts have, sorted. */
export function shownDomains(call: Call, service: ServiceRow): string[] {
  return call.world
    .of(serviceApplications)
    .where("service_id", service.id)
    .flatMap((part) => part.fqdn || [])
    .sort();
}
