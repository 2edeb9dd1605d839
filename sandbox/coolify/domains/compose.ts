import { invalid } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { isTruthy } from "../validation/values.ts";
import { requireFreeDomains } from "./conflicts.ts";
import { domainList, isDomainUrl } from "./normalise.ts";

/** One item of `docker_compose_domains` as it is sent. */
export interface ComposeDomain {
  readonly name?: unknown;
  readonly domain?: unknown;
  readonly redirect?: unknown;
}

/** What is kept for a part: JSON in the column `docker_compose_domains`. */
export interface KeptDomain {
  readonly domain?: string | null;
  readonly redirect?: string;
}

const REDIRECTS = ["www", "non-www", "both"];

/** Items of a list or of an object, which is taken too when every item has a name (contract 4.4). */
export const composeDomains = (value: unknown): ComposeDomain[] =>
  value !== null && typeof value === "object" ? (Object.values(value) as ComposeDomain[]) : [];

/** @throws Refusal 422 for bad and repeated URLs, 409 for taken ones */
export function checkComposeDomains(call: Call, items: readonly ComposeDomain[], except?: unknown): void {
  const urls = items.flatMap(({ domain }) => (typeof domain === "string" ? domainList(domain) : []));
  const errors = urls.filter((url) => !isDomainUrl(url)).map((url) => `Invalid URL: ${url}`);
  const repeated = [...new Set(urls.filter((url, index) => urls.indexOf(url) < index))];
  if (repeated.length > 0 && !isTruthy(call.input.force_domain_override)) {
    errors.push(`The current request contains conflicting URLs: ${repeated.join(", ")} Use force_domain_override=true to proceed.`);
  }
  if (errors.length > 0) throw invalid({ docker_compose_domains: errors });
  requireFreeDomains(call, urls, except);
}

/** An item as it is kept; without a `redirect` of its own it keeps the one from before. */
export function keptDomain(item: ComposeDomain, before?: KeptDomain): KeptDomain {
  const redirect = Object.hasOwn(item, "redirect") ? item.redirect : before?.redirect;
  const domain = (item.domain ?? null) as string | null;
  return REDIRECTS.includes(redirect as string) ? { domain, redirect: redirect as string } : { domain };
}

/** JSON as PHP writes it: slashes escaped, letters outside ASCII as `\u…`. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export const readKept = (text: string | null): Record<string, KeptDomain> => (text ? JSON.parse(text) : {}) as Record<string, KeptDomain>;
