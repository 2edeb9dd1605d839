import { createHash } from "node:crypto";
import { destinations } from "../destinations/tables.ts";
import { domainList, normalisedUrl, urlParts } from "../domains/normalise.ts";
import { settingsOf } from "../servers/lookup.ts";
import { servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { caddyLabels, traefikLabels } from "./proxyLabels.ts";
import type { ApplicationRow, ApplicationSettingsRow } from "./tables.ts";

/** A domain of the list, taken apart for the proxies. */
export interface Site {
  readonly at: number;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly port: string | undefined;
  readonly isNoindex: boolean;
}

/** What the labels of one application depend on. */
export interface Labelled {
  readonly uuid: string;
  readonly network: string;
  readonly sites: readonly Site[];
  readonly redirect: string;
  readonly isHttpsForced: boolean;
  readonly isGzipped: boolean;
  readonly isPrefixStripped: boolean;
  readonly dollar: "$" | "$$";
  readonly login: { readonly name: string; readonly hash: string } | undefined;
}

/** The text that Coolify generates for `custom_labels`: "" without a domain (docker.php, contract T7). */
export function generatedLabels(world: World, application: ApplicationRow, settings: ApplicationSettingsRow): string {
  if (!application.fqdn) return "";
  const destination = world.of(destinations).get(application.destination_id);
  const server = world.of(servers).get(destination?.server_id);
  const isExact = server !== undefined && settingsOf(world, server).generate_exact_labels;
  const labelled = labelledOf(application, settings, destination?.network ?? "", isExact);
  const proxy = String(server?.proxy.type ?? "TRAEFIK");
  return [
    ...(!isExact || proxy === "TRAEFIK" ? traefikLabels(labelled).sort() : []),
    ...(!isExact || proxy === "CADDY" ? caddyLabels(labelled).sort() : []),
  ].join("\n");
}

export function labelledOf(application: ApplicationRow, settings: ApplicationSettingsRow, network: string, isExact: boolean): Labelled {
  const { uuid, fqdn, redirect, ports_exposes, noindex_domains } = application;
  const port = settings.is_static ? "80" : ports_exposes?.split(",")[0];
  const noindex = new Set((noindex_domains ?? []).map(normalisedUrl));
  return {
    uuid,
    network,
    redirect,
    sites: domainList(fqdn).map((url, at) => siteOf(url, at, port, noindex)),
    isHttpsForced: settings.is_force_https_enabled,
    isGzipped: settings.is_gzip_enabled,
    isPrefixStripped: settings.is_stripprefix_enabled,
    dollar: isExact ? "$$" : "$",
    login: loginOf(application),
  };
}

function siteOf(url: string, at: number, port: string | undefined, noindex: ReadonlySet<string>): Site {
  const { scheme = "http", host = "", port: own, rest = "" } = urlParts(url) ?? {};
  const path = rest.split(/[?#]/)[0] || "/";
  return { at, scheme, host, path, port: own ?? port, isNoindex: noindex.has(normalisedUrl(url)) };
}

/** The proxies want a bcrypt hash; nobody checks ours, so it only has the shape. */
function loginOf({ is_http_basic_auth_enabled, http_basic_auth_username: name, http_basic_auth_password: password }: ApplicationRow) {
  if (!is_http_basic_auth_enabled || name === null || password === null) return undefined;
  const digest = createHash("sha512").update(password).digest("base64").replace(/[+=]/g, ".");
  return { name, hash: `$2y$10$${digest.slice(0, 53)}` };
}
