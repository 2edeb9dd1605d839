import type { Wire } from "../kind.ts";
import { isRecord } from "../values.ts";
import type { ApplicationInputs } from "./applicationFields.ts";

export type ComposeDomains = NonNullable<ApplicationInputs["composeDomains"]>;

/**
 * The list that Coolify takes. Never null or empty, which change nothing or end in a 500; a domain is cleared by null, and a redirect is
 * always named, since one that is left out keeps its old value (contract 4.4).
 */
export const composeDomainsToWire = (services: ComposeDomains | undefined): Wire[] | undefined =>
  services &&
  Object.entries(services).map(([name, { domains, redirect }]) => ({
    name,
    domain: domains.length > 0 ? domains.join(",") : null,
    redirect: redirect ?? null,
  }));

function parsed(text: unknown): Wire {
  if (typeof text !== "string") return {};
  const map: unknown = JSON.parse(text);
  return isRecord(map) ? map : {};
}

/** The services that the inputs name, as Coolify has them (trap T3). The domains that it gives to others by itself are not ours. */
export function composeDomainsFromWire(text: unknown, wanted: ComposeDomains | undefined): Wire | undefined {
  if (!wanted) return undefined;
  const map = parsed(text);
  return Object.fromEntries(
    Object.keys(wanted).map((name) => {
      const { domain, redirect }: Wire = isRecord(map[name]) ? map[name] : {};
      const domains = typeof domain === "string" ? domain.split(",").map((url) => url.trim()) : [];
      return [name, { domains: domains.filter(Boolean), ...(typeof redirect === "string" && { redirect }) }];
    }),
  );
}
