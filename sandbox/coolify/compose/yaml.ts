import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument } from "yaml";
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
  return read(document, document.contents);
}

const OPTIONS = { schema: "failsafe", uniqueKeys: true, strict: true } as const;
/** An unquoted item of a flow list with braces, `[ A=${A} ]`: Coolify's parser takes it, the YAML standard does not. */
const BRACED_ITEM = /(?<=[[,][ \t]*)[^\s'"[\]{},&*!|>%@`#][^'"[\],\n]*\{[^'"[\],\n]*(?=[,\]])/g;
const quoted = (item: string): string => `'${item.trim()}'`;

function read(document: Document, node: unknown): YamlValue {
  if (isAlias(node)) return read(document, node.resolve(document));
  if (isScalar(node)) return node.type === "PLAIN" ? plainScalar(String(node.value ?? "")) : String(node.value ?? "");
  if (isSeq(node)) return node.items.length === 0 ? {} : node.items.map((item) => read(document, item));
  if (isMap(node)) return mapOf(document, node.items);
  return null;
}

/** A merge key gives its entries the place where it stands; later keys of the map win (contract 13.3). */
function mapOf(document: Document, pairs: readonly Pair[]): YamlMap {
  const entries = new Map<string, YamlValue>();
  const own = new Set<string>();
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? String(key.value ?? "") : String(key);
    const inner = read(document, value);
    if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
      for (const merged of [inner].flat()) {
        for (const [one, item] of Object.entries(isYamlMap(merged) ? merged : {})) if (!own.has(one)) entries.set(one, item);
      }
      continue;
    }
    own.add(name);
    entries.set(name, inner);
  }
  return Object.fromEntries(entries);
}
