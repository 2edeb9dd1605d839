/** Domains of applications, compose parts and services: lists of full URLs in one text (contract 10). */

const FORBIDDEN = /[`$;&|<>()\\\r\n]/;

/** PHP's `parse_url`, as far as domains need it; undefined where it gives false. */
export interface UrlParts {
  readonly scheme?: string;
  readonly user?: string;
  readonly host?: string;
  readonly port?: string;
  /** Path, query and fragment as written. */
  readonly rest: string;
}

const URL_PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)([^/?#]*)(.*)$/s;

export function urlParts(url: string): UrlParts | undefined {
  const match = URL_PARTS.exec(url);
  if (!match) return { rest: url };
  const [, scheme = "", authority = "", rest = ""] = match;
  const at = authority.lastIndexOf("@");
  const user = at < 0 ? undefined : authority.slice(0, at);
  const place = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(at < 0 ? authority : authority.slice(at + 1));
  if (!place || Number(place[2] ?? 0) > 65535) return undefined;
  const [, host = "", port] = place;
  return { scheme, ...(user === undefined ? {} : { user }), host, ...(port ? { port } : {}), rest };
}

/** The URLs of a text: outer commas cut, items trimmed, empty ones dropped. */
export function domainList(text: string | null | undefined): string[] {
  if (!text) return [];
  return text
    .replace(/^,/, "")
    .replace(/,$/, "")
    .trim()
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "");
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A host as PHP's URL filter takes it; underscores count as hyphens (contract 10). */
function isHost(host: string): boolean {
  if (host.startsWith("[")) return /^\[[0-9a-fA-F:.]+\]$/.test(host);
  const name = host.replace(/\.$/, "").replaceAll("_", "-");
  return name.length > 0 && name.length <= 253 && name.split(".").every((label) => LABEL.test(label));
}

/** Whether a URL may be a domain: http or https, and a host. */
export function isDomainUrl(url: string): boolean {
  const parts = urlParts(url);
  if (!parts?.scheme || !["http", "https"].includes(parts.scheme.toLowerCase())) return false;
  return isHost(parts.host ?? "") && /^[\x21-\x7e]*$/.test(parts.rest);
}

/** What is wrong with a `domains` value: one text for each bad URL. */
export function domainFaults(value: unknown): string[] {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return [];
  if (typeof value !== "string") return ["The domains field must be a string."];
  return domainList(value)
    .filter((url) => FORBIDDEN.test(url) || !isDomainUrl(url))
    .map((url) => `Invalid URL: ${url}`);
}

/** Scheme and host in lower case, everything else as it is. */
export function normalisedUrl(url: string): string {
  const parts = urlParts(url);
  if (!parts?.scheme) return url;
  const user = parts.user === undefined ? "" : `${parts.user}@`;
  const port = parts.port === undefined ? "" : `:${parts.port}`;
  return `${parts.scheme.toLowerCase()}://${user}${(parts.host ?? "").toLowerCase()}${port}${parts.rest}`;
}

/** The text as applications store it in `fqdn`; null when nothing is left. */
export function normalisedDomains(text: string | null): string | null {
  const urls = domainList(text);
  return urls.length === 0 ? null : urls.map(normalisedUrl).join(",");
}

/** Without one trailing slash: how conflicts are looked for (contract 10, "Uniqueness check"). */
export const naked = (url: string): string => (url.endsWith("/") ? url.slice(0, -1) : url);
