import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from "yaml";
import { type ComposeMap, type ComposeValue, Plain, plainScalar, textToYaml } from "./serviceScalar.ts";

/** Why a text is no compose text: words that follow "compose". */
export class ComposeFault extends Error {}

/** Aliases may not blow a text up to more than this, nor lead back into themselves. */
const MOST_NODES = 100_000;
const MOST_LEVELS = 100;

type Document = ReturnType<typeof parseDocument>;

/** Reads a compose text: aliases and merges expanded, comments gone, scalars as Coolify understands them. @throws ComposeFault */
export function readCompose(text: string): ComposeMap {
  const document = parseDocument(text, { schema: "failsafe", uniqueKeys: true, strict: true, prettyErrors: true });
  const [error] = document.errors;
  if (error) throw new ComposeFault(`is no YAML that Coolify can read: ${error.message.split("\n")[0]?.replace(/:$/, "")}`);
  const value = new Reader(document).read(document.contents);
  if (!(value instanceof Map)) throw new ComposeFault("must be YAML with a map `services` in it");
  return value;
}

/** What every alias stands for: the last node before it that has the anchor. */
function targetsIn(document: Document): ReadonlyMap<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = anchored.get(alias.source);
      if (target) targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.tag?.startsWith("!")) throw new ComposeFault(`uses the tag ${node.tag}, which Coolify does not know. Write the value out`);
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}

class Reader {
  readonly #targets: ReadonlyMap<Alias, Node>;
  #nodes = 0;

  constructor(document: Document) {
    this.#targets = targetsIn(document);
  }

  read(node: unknown, level = 0): ComposeValue {
    if (++this.#nodes > MOST_NODES || level > MOST_LEVELS) throw new ComposeFault("is too large, or an alias leads back into itself");
    if (isAlias(node)) return this.#aliased(node, level);
    if (isScalar(node)) return node.type === "PLAIN" ? plainScalar(String(node.value ?? "")) : wellFormed(String(node.value ?? ""));
    if (isSeq(node)) return node.items.map((item) => this.read(item, level + 1));
    return isMap(node) ? this.#map(node.items, level) : new Plain("null");
  }

  #aliased(alias: Alias, level: number): ComposeValue {
    const target = this.#targets.get(alias);
    if (!target) throw new ComposeFault(`refers to *${alias.source}, but nothing before it is called &${alias.source}`);
    return this.read(target, level + 1);
  }

  /** A merge key gives its entries the place where it stands; own keys win, and of several merged maps the first. */
  #map(pairs: readonly Pair[], level: number): ComposeMap {
    const entries: ComposeMap = new Map();
    for (const { key, value } of pairs) {
      if (!isScalar(key)) throw new ComposeFault("has a key that is a list or a map");
      const name = wellFormed(String(key.value ?? ""));
      const inner = this.read(value, level + 1);
      if (name !== "<<" || key.type !== "PLAIN") entries.set(name, inner);
      else for (const [one, item] of [inner].flat().flatMap(entriesOf)) if (!entries.has(one)) entries.set(one, item);
    }
    return entries;
  }
}

const entriesOf = (value: ComposeValue): [string, ComposeValue][] => (value instanceof Map ? [...value] : []);

function wellFormed(text: string): string {
  if (text.isWellFormed() && !text.includes("\0")) return text;
  throw new ComposeFault("contains a NUL character or half of a surrogate pair, which Coolify does not keep");
}

/** Writes a compose text in the one way in which we write it, close to Coolify's own. */
export const writeCompose = (compose: ComposeMap): string => block(compose, "");

function block(value: ComposeMap | ComposeValue[], indent: string): string {
  const rows: [string, ComposeValue][] = Array.isArray(value)
    ? value.map((item) => ["-", item])
    : [...value].map(([key, item]) => [`${textToYaml(key)}:`, item]);
  return rows
    .map(([head, item]) => (isNested(item) ? `${indent}${head}\n${block(item, `${indent}  `)}` : `${indent}${head} ${inline(item)}\n`))
    .join("");
}

const isNested = (value: ComposeValue): value is ComposeMap | ComposeValue[] =>
  (value instanceof Map && value.size > 0) || (Array.isArray(value) && value.length > 0);

function inline(value: ComposeValue): string {
  if (value instanceof Plain) return value.text;
  return typeof value === "string" ? textToYaml(value) : Array.isArray(value) ? "[]" : "{}";
}

const KEPT_IN_STORAGES = ["content", "isDirectory", "is_directory"];

/** Entries of `services`. */
export function containersOf(compose: ComposeMap): [name: string, container: ComposeMap][] {
  const services = compose.get("services");
  return services instanceof Map ? [...services].filter((entry): entry is [string, ComposeMap] => entry[1] instanceof Map) : [];
}

/** Volumes in their long form. */
export function longVolumesOf(container: ComposeMap): ComposeMap[] {
  const volumes = container.get("volumes");
  return Array.isArray(volumes) ? volumes.filter((volume) => volume instanceof Map) : [];
}

/** The text without what Coolify takes out of it after it read it once (contract 13.3). */
function stored(text: string): string {
  const compose = readCompose(text);
  for (const [, container] of containersOf(compose))
    for (const volume of longVolumesOf(container)) for (const key of KEPT_IN_STORAGES) volume.delete(key);
  return writeCompose(compose);
}

/** Whether what Coolify gave back is the text that it got (trap T5). */
export function isSameCompose(sent: string, got: string): boolean {
  try {
    return stored(sent) === stored(got);
  } catch (error) {
    if (error instanceof ComposeFault) return sent === got;
    throw error;
  }
}
