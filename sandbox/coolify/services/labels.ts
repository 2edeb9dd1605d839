import { createHash } from "node:crypto";
import { caddyLabels, traefikLabels } from "../applications/proxyLabels.ts";
import { slug } from "../compose/mounts.ts";
import { entryOf, isYamlMap, textOf, type YamlMap } from "../compose/values.ts";
import { domainList, normalisedUrl, urlParts } from "../domains/normalise.ts";
import { environments } from "../environments/tables.ts";
import { projects } from "../projects/tables.ts";
import type { World } from "../world/world.ts";
import type { Parsed } from "./parse.ts";
import type { ServiceApplicationRow, ServiceRow } from "./tables.ts";

/** Labels of a container: its own, Coolify's, and those of the proxies when the part has a domain (contract 13.3). */
export function labelsOf(world: World, service: ServiceRow, { container, part }: Parsed, name: string): string[] {
  const environment = world.of(environments).get(service.environment_id);
  const project = world.of(projects).get(environment?.project_id);
  const own = ownLabels(container.config);
  const subName = slug(part.human_name ?? part.name);
  const all = [
    ...own,
    "coolify.managed=true",
    `coolify.version=${world.settings.version}`,
    `coolify.serviceId=${service.id}`,
    "coolify.type=service",
    `coolify.name=${slug(name)}`,
    `coolify.resourceName=${slug(service.name)}`,
    `coolify.projectName=${slug(project?.name ?? "")}`,
    `coolify.serviceName=${subName}`,
    `coolify.environmentName=${slug(environment?.name ?? "")}`,
    "coolify.pullRequestId=0",
    `coolify.service.subId=${part.id}`,
    `coolify.service.subType=${container.isDatabase ? "database" : "application"}`,
    `coolify.service.subName=${subName}`,
  ];
  // The request that creates a service does not escape: its row does not know the default yet.
  const escapes = service.is_container_label_escape_enabled && service.docker_compose !== null;
  const escaped = escapes ? all.map((label) => label.replaceAll("$", "$$$$")) : all;
  return container.isDatabase ? escaped : [...escaped, ...proxyLabelsOf(service, part as ServiceApplicationRow, container.name)];
}

function ownLabels(config: YamlMap): string[] {
  const labels = entryOf(config, "labels");
  if (isYamlMap(labels)) return Object.entries(labels).map(([key, value]) => `${key}=${textOf(value)}`);
  return Array.isArray(labels) ? labels.map(textOf) : [];
}

function proxyLabelsOf(service: ServiceRow, part: ServiceApplicationRow, container: string): string[] {
  const noindex = new Set((part.noindex_domains ?? []).map(normalisedUrl));
  const sites = domainList(part.fqdn).map((url, at) => {
    const { scheme = "http", host = "", port, rest = "" } = urlParts(url) ?? {};
    return { at, scheme, host, port, path: rest.split(/[?#]/)[0] || "/", isNoindex: noindex.has(normalisedUrl(url)) };
  });
  if (sites.length === 0) return [];
  const labelled = {
    uuid: `${service.uuid}-${safeSegment(container)}`,
    network: service.uuid,
    sites,
    redirect: String(part.redirect),
    isHttpsForced: part.is_force_https_enabled,
    isGzipped: part.is_gzip_enabled,
    isPrefixStripped: part.is_stripprefix_enabled,
    dollar: "$$" as const,
    login: undefined,
  };
  return [`traefik.docker.network=${service.uuid}`, ...traefikLabels(labelled).sort(), ...caddyLabels(labelled).sort()];
}

/** Names with dots would split the labels' paths; four letters tell alike ones apart. */
function safeSegment(name: string): string {
  const plain = name.replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "service";
  return `${plain}-${createHash("md5").update(name).digest("hex").slice(0, 4)}`;
}
