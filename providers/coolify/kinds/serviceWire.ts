import type { Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import type { Fault } from "../shape.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import { toBase64 } from "./applicationForms.ts";
import { isSameCompose } from "./serviceCompose.ts";
import { containerNames, settledCompose } from "./serviceComposeRules.ts";
import type { ServiceSource } from "./serviceFields.ts";
import { type Place, placeFromWire } from "./servicePlace.ts";

type Urls = Record<string, string[]>;

export interface ServiceSettings {
  stamp: string;
  name: string;
  description: string;
  source: ServiceSource;
  urls: Urls;
  connectToDockerNetwork?: boolean | undefined;
  escapeLabels: boolean;
}

/** `urls` as Coolify takes them. Those that are taken away come first: a domain may pass from one container to another (contract 13.3). */
export function urlsToWire(urls: Urls): Wire[] {
  const items = Object.entries(urls)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, own]) => ({ name, url: own.length > 0 ? own.join(",") : null }));
  return [...items.filter(({ url }) => url === null), ...items.filter(({ url }) => url !== null)];
}

/** Containers that are named no more lose their domains; the same request gives them to others (contract 13.3). */
export function urlsBeside(inputs: ServiceSettings, before: Partial<ServiceSettings> | undefined): Wire {
  const dropped = Object.keys(before?.urls ?? {}).filter(
    (name) => !Object.hasOwn(inputs.urls, name) && (before?.urls?.[name]?.length ?? 0) > 0,
  );
  return dropped.length > 0 ? { urls: urlsToWire({ ...Object.fromEntries(dropped.map((name) => [name, []])), ...inputs.urls }) } : {};
}

export const serviceToWire = (inputs: ServiceSettings): Wire => ({
  name: inputs.name,
  description: withStamp(inputs.description, inputs.stamp),
  ...(inputs.source.type === "compose" && { docker_compose_raw: toBase64(inputs.source.text) }),
  urls: urlsToWire(inputs.urls),
  is_container_label_escape_enabled: inputs.escapeLabels,
  ...(inputs.connectToDockerNetwork !== undefined && { connect_to_docker_network: inputs.connectToDockerNetwork }),
});

/** Left behind by a create that was cut off: without its generated file. Any change makes Coolify read the text again (contract 21.4). */
const isHalf = (wire: Wire): boolean => "docker_compose" in wire && wire.docker_compose === null;

function sourceFromWire(wire: Wire, source: Partial<ServiceSource> | undefined): Wire {
  if (wire.service_type) return { source: { type: "oneClick", name: wire.service_type } };
  if (!("docker_compose_raw" in wire)) return {};
  const [got, ours] = [String(wire.docker_compose_raw), source?.type === "compose" ? source.text : undefined];
  // A text that nobody can have written is a difference to any other.
  if (isHalf(wire)) return { source: { type: "compose", text: "" } };
  return { source: { type: "compose", text: ours !== undefined && isSameCompose(ours, got) ? ours : settledCompose(got).compose } };
}

/** Domains of the containers that the inputs name; of all, where there are no inputs yet. */
function urlsFromWire(wire: Wire, wanted: Urls | undefined): Wire {
  // Without parts while a start is in progress (contract 13.2).
  if (!("applications" in wire)) return {};
  const parts = rowsOf(wire.applications).filter(({ name, fqdn }) => (wanted ? Object.hasOwn(wanted, String(name)) : fqdn));
  return { urls: Object.fromEntries(parts.map(({ name, fqdn }) => [name, fqdn ? String(fqdn).split(",") : []])) };
}

export const serviceFromWire = (wire: Wire, inputs: Partial<ServiceSettings & Place>): Wire => ({
  ...placeFromWire(wire, inputs),
  name: isHalf(wire) ? "" : wire.name,
  ...splitStamp(wire.description),
  ...sourceFromWire(wire, inputs.source),
  ...urlsFromWire(wire, inputs.urls),
  escapeLabels: wire.is_container_label_escape_enabled,
  ...(inputs.connectToDockerNetwork !== undefined && { connectToDockerNetwork: wire.connect_to_docker_network }),
});

export function serviceFaults({ source, urls }: ServiceSettings): Fault[] {
  if (source.type !== "compose") return [];
  const names = containerNames(source.text);
  return Object.entries(urls)
    .filter(([name, own]) => names.length > 0 && own.length > 0 && !names.includes(name))
    .map(([name]) => ({ property: `urls.${name}`, reason: `names no container of the compose text. It has ${names.join(", ")}` }));
}
