import { shellDanger } from "../validation/shellSafe.ts";
import { entryOf, isYamlMap, type YamlMap, type YamlValue } from "./values.ts";
import { volumeOfText } from "./volumeText.ts";

/** A text that is refused with a 422; the message stands under `docker_compose_raw` (contract 13.1). */
export class ComposeFault extends Error {}

const REFERENCES = [/^\$\{[a-zA-Z_][a-zA-Z0-9_]*\}$/, /^\$\{[a-zA-Z_][a-zA-Z0-9_]*\}[/\w.-]*$/];
const WITH_DEFAULT = /^\$\{[^}]+:-[^}]*\}$/;
const SAFE_NAME = "Service names must not contain shell metacharacters.";
const SAFE_PATH = "Please use safe path names without shell metacharacters.";

/** A parsed text when it may be stored. @throws ComposeFault */
export function checkedCompose(compose: YamlValue): YamlMap {
  const services = entryOf(compose, "services");
  if (!isYamlMap(compose) || (!isYamlMap(services) && !Array.isArray(services))) {
    throw new ComposeFault('Docker Compose file must contain a "services" section');
  }
  for (const [name, service] of Object.entries(services)) {
    requireSafe(name, "service name", "Invalid Docker Compose service name", SAFE_NAME);
    const volumes = entryOf(service, "volumes");
    for (const volume of Array.isArray(volumes) ? volumes : []) checkVolume(volume);
  }
  return compose;
}

function checkVolume(volume: YamlValue): void {
  if (typeof volume === "string") {
    const { source, target } = volumeOfText(volume);
    if (!REFERENCES.some((pattern) => pattern.test(source)))
      requireSafe(source, "volume source", "Invalid Docker volume definition", SAFE_PATH);
    requireSafe(target, "volume target", "Invalid Docker volume definition", SAFE_PATH);
    return;
  }
  const source = entryOf(volume, "source");
  const target = entryOf(volume, "target");
  const start = "Invalid Docker volume definition (array syntax)";
  if (typeof source === "string" && ![...REFERENCES, WITH_DEFAULT].some((pattern) => pattern.test(source))) {
    requireSafe(source, "volume source", start, SAFE_PATH);
  }
  if (typeof target === "string") requireSafe(target, "volume target", start, SAFE_PATH);
}

function requireSafe(text: string, what: string, start: string, end: string): void {
  const danger = shellDanger(text, what);
  if (danger !== undefined) throw new ComposeFault(`${start}: ${danger} ${end}`);
}
