import { isDatabaseContainer } from "./images.ts";
import { entryOf, isYamlMap, textOf, type YamlMap, type YamlValue } from "./values.ts";

/** A container of a compose text, an entry of `services`. */
export interface Container {
  readonly name: string;
  readonly config: YamlMap;
  readonly image: string;
  readonly isDatabase: boolean;
  /** `environment` and build arguments, list or map. */
  readonly environment: ReadonlyMap<string, YamlValue>;
  /** As Coolify notes them: `8080:80,443:8443/tcp`. */
  readonly ports: string;
  /** One-time jobs and such that say so do not count in the status (contract 13.3). */
  readonly isExcluded: boolean;
}

export function containersOf(compose: YamlValue): Container[] {
  const services = entryOf(compose, "services");
  if (!isYamlMap(services) && !Array.isArray(services)) return [];
  return Object.entries(services).map(([name, value]) => {
    const config = isYamlMap(value) ? value : {};
    return {
      name,
      config,
      image: textOf(entryOf(config, "image")),
      isDatabase: isDatabaseContainer(config),
      environment: environmentOf(config),
      ports: portsOf(entryOf(config, "ports")),
      isExcluded: entryOf(config, "restart") === "no" || Boolean(entryOf(config, "exclude_from_hc")),
    };
  });
}

/** `API.v2-x` -> `SERVICE_NAME_API_V2_X`: every container is told the names of all. */
export function serviceNames(containers: readonly Container[]): YamlMap {
  return Object.fromEntries(containers.map(({ name }) => [`SERVICE_NAME_${name.replace(/[-.]/g, "_").toUpperCase()}`, name]));
}

function environmentOf(config: YamlMap): Map<string, YamlValue> {
  const environment = entryOf(config, "environment");
  const args = entryOf(entryOf(config, "build"), "args");
  const parts = [environment, args].filter((value) => isYamlMap(value) || Array.isArray(value)) as (YamlMap | YamlValue[])[];
  const mixed = parts.some((part) => !Array.isArray(part));
  const found = new Map<string, YamlValue>();
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      if (!Array.isArray(part)) found.set(key, value);
      else if (typeof value === "string") setPair(found, value, mixed ? key : undefined);
    }
  }
  return found;
}

/** `A=1`. A bare `A` is an empty variable; beside a map of build arguments it loses its name, as in Coolify. */
function setPair(found: Map<string, YamlValue>, text: string, index: string | undefined): void {
  const at = text.indexOf("=");
  if (at > 0) found.set(text.slice(0, at), text.slice(at + 1));
  else if (index !== undefined) found.set(index, text);
  else if (at < 0) found.set(text, "");
}

function portsOf(ports: YamlValue | undefined): string {
  if (!isYamlMap(ports) && !Array.isArray(ports)) return "";
  return Object.values(ports)
    .map((port) => {
      const [target, published, protocol] = ["target", "published", "protocol"].map((key) => textOf(entryOf(port, key)));
      return isYamlMap(port) ? `${target}:${published}/${protocol}` : textOf(port);
    })
    .join(",");
}
