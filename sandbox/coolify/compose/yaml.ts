import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from "yaml";
import { plainScalar } from "./scalars.ts";
import { isYamlMap, type YamlMap, type YamlValue } from "./values.ts";

/** A text that is no YAML: Coolify answers 500 and stores nothing (contract 13.1). */
export class YamlFault extends Error {}

type Document = ReturnType<typeof parseDocument>;

/** Reads YAML with the values Coolify's parser (Symfony) gives (contract 13.3). @throws YamlFault */
export function parseYaml(text: string): YamlValue {
  let document = parseDocument(text, OPTIONS);
  if (document.errors.length > 0) document = parseDocument(text.replace(BRACED_ITEM, quoted), OPTIONS);
  if (document.errors.length > 0) throw new YamlFault(document.errors[0]?.message ?? "no YAML");
  return new Reader(document).read(document.contents);
}

const OPTIONS = { schema: "failsafe", uniqueKeys: true, strict: true } as const;
/** An unquoted item of a flow list with braces, `[ A=${A} ]`: Coolify's parser takes it, the YAML standard does not. */
const BRACED_ITEM = /(?<=[[,][ \t]*)[^\s'"[\]{},&*!|>%@`#][^'"[\],\n]*\{[^'"[\],\n]*(?=[,\]])/g;
const quoted = (item: string): string => `'${item.trim()}'`;

/** Aliases may not blow a text up to more than this, nor lead back into themselves. */
const MOST_NODES = 200_000;
const MOST_LEVELS = 500;

/** What every alias stands for: the last node before it that has the anchor. Found in one walk, since the library walks anew for each. */
function targetsIn(document: Document): ReadonlyMap<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = anchored.get(alias.source);
      if (target) targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}

class Reader {
  readonly #targets: ReadonlyMap<Alias, Node>;
  #nodes = 0;
  #levels = 0;

  constructor(document: Document) {
    this.#targets = targetsIn(document);
  }

  read(node: unknown): YamlValue {
    if (++this.#nodes > MOST_NODES || this.#levels > MOST_LEVELS) throw new YamlFault("too large or too deep");
    this.#levels++;
    const value = this.#valueOf(node);
    this.#levels--;
    return value;
  }

  #valueOf(node: unknown): YamlValue {
    if (isAlias(node)) return this.#aliased(node);
    if (isScalar(node)) return node.type === "PLAIN" ? plainScalar(String(node.value ?? "")) : String(node.value ?? "");
    if (isSeq(node)) return node.items.length === 0 ? {} : node.items.map((item) => this.read(item));
    return isMap(node) ? this.#map(node.items) : null;
  }

  #aliased(alias: Alias): YamlValue {
    const target = this.#targets.get(alias);
    if (!target) throw new YamlFault(`nothing is called ${alias.source}`);
    return this.read(target);
  }

  /** A merge key gives its entries the place where it stands; later keys of the map win (contract 13.3). */
  #map(pairs: readonly Pair[]): YamlMap {
    const entries = new Map<string, YamlValue>();
    const own = new Set<string>();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value ?? "") : String(key);
      const inner = this.read(value);
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
        for (const [one, item] of [inner].flat().flatMap(entriesOf)) if (!own.has(one)) entries.set(one, item);
        continue;
      }
      own.add(name);
      entries.set(name, inner);
    }
    return Object.fromEntries(entries);
  }
}

const entriesOf = (value: YamlValue): [string, YamlValue][] => (isYamlMap(value) ? Object.entries(value) : []);
