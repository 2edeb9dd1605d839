import { ComposeFault, containersOf, readCompose, writeCompose } from "./serviceCompose.ts";
import { type ComposeMap, type ComposeValue, isLostText, Plain } from "./serviceScalar.ts";

/** Maps that Docker also takes as lists: an empty list of these is an empty map. */
const LIST_OR_MAP = new Set(["environment", "labels", "depends_on", "networks", "extra_hosts", "sysctls", "args", "annotations"]);
const SHELL = /[`|&;\n\r\t<>]|\$\(|\$\{/;
const NAME = "[A-Za-z_][A-Za-z0-9_.]*";
const KEY = new RegExp(`^${NAME}$`);
/** One variable, alone and whole, or in braces with what Coolify understands behind its name. */
const REFERENCE = new RegExp(`^(\\$${NAME}$|\\$\\{${NAME}(\\}|:?[-?]))`);
/** Any other thing in braces. */
const STRANGE = new RegExp(`\\$\\{(?!${NAME}(\\}|:?[-?]))`);

type Say = (reason: string) => void;

/** Every value of the text with the place where it stands: `services.web.ports`. */
function eachValue(value: ComposeValue, place: string, visit: (value: ComposeValue, place: string, key: string) => void, key = ""): void {
  visit(value, place, key);
  const entries: [string, ComposeValue][] =
    value instanceof Map ? [...value] : Array.isArray(value) ? value.map((item, at) => [String(at), item]) : [];
  for (const [name, inner] of entries) eachValue(inner, place ? `${place}.${name}` : name, visit, name);
}

/** What PHP's arrays cannot tell apart: it has one type for lists and maps (contract 13.3). */
function checkShapes(compose: ComposeMap, say: Say): void {
  eachValue(compose, "", (value, place, key) => {
    if (Array.isArray(value) && value.length === 0 && !LIST_OR_MAP.has(key))
      say(`has an empty list at ${place}: Coolify makes a map of it, which Docker refuses. Leave the key out`);
    if (typeof value === "string" && isLostText(value))
      say(`has a text at ${place} that Coolify makes a number of, quotes or not. Write it in another way`);
    if (value instanceof Map && [...value.keys()].some((name) => /^\d+$/.test(name)))
      say(`has a whole number as a key at ${place}: Coolify makes a list of such a map. Choose another key`);
  });
}

/** `[name, value]` of every variable, from a list or a map. */
function variablesOf(value: ComposeValue | undefined): [string, string][] {
  const text = (item: ComposeValue) => (item instanceof Plain ? item.text : typeof item === "string" ? item : "");
  if (value instanceof Map) return [...value].map(([name, item]) => [name, text(item)]);
  if (!Array.isArray(value)) return [];
  return value.map(text).map((entry): [string, string] => {
    const at = entry.indexOf("=");
    return at < 0 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
  });
}

/** Values from which Coolify makes a variable that cannot be: it answers 500 and leaves half a service behind (contract 5.2, 13.1). */
function checkVariables(container: ComposeMap, place: string, say: Say): void {
  const build = container.get("build");
  const all = [...variablesOf(container.get("environment")), ...variablesOf(build instanceof Map ? build.get("args") : undefined)];
  for (const [name, value] of all) {
    const where = `${place}.environment.${name}`;
    if (/^SERVICE_(FQDN|URL)_/.test(name) && !KEY.test(name)) say(`has ${where}: the name may only contain letters, digits, _ and dots`);
    if (!value.startsWith("$")) continue;
    if (value.startsWith("$$"))
      say(
        `has a value that begins with $$ at ${where}: Coolify fails on it and leaves half a service behind. Set the value as a variable of the service and write \${${KEY.test(name) ? name : "NAME"}}`,
      );
    else if (!REFERENCE.test(value) || STRANGE.test(value))
      say(
        `has a value at ${where} that begins with $ and is no plain reference: Coolify understands \${NAME}, \${NAME:-default} and \${NAME:?text} alone, and leaves half a service behind otherwise. Set the value as a variable of the service and write \${NAME}`,
      );
    else if (!KEY.test(name) && value.includes("SERVICE_"))
      say(`has ${where} that refers to a variable of Coolify: its name may only contain letters, digits, _ and dots`);
  }
}

const ANONYMOUS =
  "mounts a directory of the server, shared by all services, where Docker would make a new volume. Give the volume a name: data";

/** What is wrong with a mount, if anything. */
function mountFault(volume: ComposeValue): string | undefined {
  if (typeof volume === "string") {
    // `${A:-./d}:/x` has a colon of its own.
    if (!volume.replace(/^\$\{[^}]*\}/, "").includes(":")) return `without a source: Coolify ${ANONYMOUS}:${volume}`;
    return SHELL.test(volume.replace(/^\$\{[A-Za-z_]\w*(:-[^}]*)?\}/, "")) ? `with a character that Coolify refuses: ${volume}` : undefined;
  }
  if (!(volume instanceof Map)) return "that is neither a text nor a map";
  const [type, source, target] = ["type", "source", "target"].map((key) => volume.get(key));
  if (target === undefined) return "without target";
  return source === undefined && type === "volume" ? "without source: Coolify does not know anonymous volumes. Give it one" : undefined;
}

/** Coolify mounts a volume of its own in place of a declared one, so that what is said about it has no effect (contract 13.3). */
function checkDeclared(volumes: ComposeValue | undefined, say: Say): void {
  if (!(volumes instanceof Map)) return;
  for (const [name, declared] of volumes) {
    if (!(declared instanceof Map)) continue;
    const options = declared.get("driver_opts");
    const type = options instanceof Map ? options.get("type") : undefined;
    if (type === "nfs" || type === "cifs") continue;
    const ignored = ["external", "name", "driver", "driver_opts"].find((key) => declared.has(key));
    if (ignored)
      say(
        `says ${ignored} of the volume ${name}: Coolify ignores that and mounts an empty volume of its own. Declare it as \`${name}:\` alone, or mount a directory of the server`,
      );
  }
}

function checkContainer(name: string, container: ComposeValue, say: Say): void {
  const place = `services.${name}`;
  if (SHELL.test(name) || name === "") say(`has a container called ${JSON.stringify(name)}: Coolify refuses such characters`);
  if (!(container instanceof Map)) {
    say(`has ${place} without content: a container needs at least an image`);
    return;
  }
  const image = container.get("image");
  if (typeof image !== "string" || image === "") say(`has ${place} without image: Coolify makes the service, but Docker cannot start it`);
  checkVariables(container, place, say);
  const volumes = container.get("volumes");
  if (volumes !== undefined && !Array.isArray(volumes)) say(`has ${place}.volumes that is no list`);
  for (const fault of Array.isArray(volumes) ? volumes.map(mountFault) : []) if (fault) say(`has a volume of ${place} ${fault}`);
}

function checkCompose(compose: ComposeMap): string[] {
  const faults: string[] = [];
  const say: Say = (reason) => void faults.push(reason);
  const services = compose.get("services");
  if (!(services instanceof Map) || services.size === 0) say("has no containers: it needs a map `services` with at least one in it");
  else for (const [name, container] of services) checkContainer(name, container, say);
  checkShapes(compose, say);
  checkDeclared(compose.get("volumes"), say);
  return faults;
}

/** Empty lists that are maps to Coolify, as maps. */
function withMaps(value: ComposeValue, key = ""): ComposeValue {
  if (value instanceof Map) return new Map([...value].map(([name, inner]) => [name, withMaps(inner, name)]));
  if (!Array.isArray(value)) return value;
  return value.length === 0 && LIST_OR_MAP.has(key) ? new Map() : value.map((item) => withMaps(item));
}

/** A compose text in the form in which we write it, and what is wrong with it: words that follow "compose". */
export function settledCompose(text: string): { compose: string; faults: readonly string[] } {
  try {
    const compose = readCompose(text);
    return { compose: writeCompose(withMaps(compose) as ComposeMap), faults: checkCompose(compose) };
  } catch (error) {
    if (error instanceof ComposeFault) return { compose: text, faults: [error.message] };
    throw error;
  }
}

/** Names of the containers of a text; none of one that is no compose text, or not known yet. */
export function containerNames(text: string): string[] {
  try {
    return containersOf(readCompose(text)).map(([name]) => name);
  } catch (error) {
    if (error instanceof ComposeFault) return [];
    throw error;
  }
}
