import { type Document, isAlias, isMap, isNode, isScalar, type Node, type Pair, parseDocument, stringify, visit, type YAMLMap } from "yaml";
import type { Plain } from "./located.ts";

/** The text has a form in which this place cannot be written without touching what stands around it. */
export class EditError extends Error {
  override readonly name = "EditError";
}

/**
 * The text of a YAML file with one value set at a path, everything else as people wrote it: comments, order, quotes, blank lines.
 * What is missing of the path is added behind what stands there already.
 *
 * @param value null writes `null`, which in our files removes what a farther tier says
 * @throws EditError where that cannot be done; never a text that means something else
 */
export function withValue(text: string, path: readonly string[], value: Plain): string {
  const document = parseDocument(text, { version: "1.2" });
  if (document.errors.length > 0) throw new EditError("The file is no valid YAML; mend it first.");
  if (/(^|\s)[&*][^\s#]/.test(text) && hasCopies(document)) throw new EditError("The file has copies with & and *; write them out first.");
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const edited = splice(text, document.contents, path, value).replaceAll(/\r?\n/g, newline);
  requireSame(text, edited, path, value);
  return edited;
}

/** A value that others are copies of cannot be changed alone. */
function hasCopies(document: Document): boolean {
  let found = false;
  visit(document, (_, node) => {
    if (isAlias(node) || (isNode(node) && "anchor" in node && node.anchor !== undefined)) found = true;
  });
  return found;
}

function splice(text: string, root: Node | null, path: readonly string[], value: Plain): string {
  let [node, depth]: [Node | null, number] = [root, 0];
  for (; depth < path.length && isMap(node); depth++) {
    const pair = pairOf(node, path[depth] ?? "");
    if (!pair) return insert(text, node, path.slice(depth), value);
    if (isEmpty(pair.value) && depth < path.length - 1) return fillEmpty(text, node, pair, path.slice(depth + 1), value);
    if (isEmpty(pair.value)) return after(text, keyEnd(text, pair), ` ${flow(value)}`);
    node = pair.value;
  }
  if (node === null) return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${block(path, value, "")}\n`;
  const [start = 0, end = 0] = node.range ?? [];
  if (depth < path.length || depth === 0) throw new EditError(`A value stands where "${path[depth] ?? ""}" would go.`);
  const length = text.slice(start, end).trimEnd().length;
  return `${text.slice(0, start)}${flow(value)}${text.slice(start + length)}`;
}

const pairOf = (map: YAMLMap, key: string) =>
  (map.items as Pair<Node, Node | null>[]).find((pair) => isScalar(pair.key) && String(pair.key.source ?? pair.key.value) === key);

/** `key:` with nothing behind it. */
const isEmpty = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null && (node.source ?? "") === "");

function insert(text: string, map: YAMLMap, path: readonly string[], value: Plain): string {
  if (map.flow) return insertInFlow(text, map, path, value);
  const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
  const first = map.items[0] as Pair<Node, Node | null> | undefined;
  if (!last || !first) throw new EditError("There is nothing that the new key could stand behind.");
  const indent = " ".repeat(columnOf(text, first.key.range?.[0] ?? 0));
  return addLines(text, endOf(text, last), block(path, value, indent));
}

function insertInFlow(text: string, map: YAMLMap, path: readonly string[], value: Plain): string {
  const end = (map.range?.[1] ?? 0) - 1;
  const inner = text.slice(map.range?.[0] ?? 0, end).trimEnd();
  const entry = flow(path.reduceRight<Plain>((nested, key) => ({ [key]: nested }), value)).replace(/^\{\s*|\s*\}$/g, "");
  const head = text.slice(0, (map.range?.[0] ?? 0) + inner.length);
  const comma = map.items.length === 0 ? " " : inner.endsWith(",") ? " " : ", ";
  return `${head}${comma}${entry} ${text.slice(end)}`;
}

/** Below a key that has nothing yet, one step deeper than the key. */
function fillEmpty(text: string, map: YAMLMap, pair: Pair<Node, Node | null>, path: readonly string[], value: Plain): string {
  if (map.flow) throw new EditError("A key without a value stands inside { }; write {} behind it first.");
  const indent = " ".repeat(columnOf(text, pair.key.range?.[0] ?? 0) + 2);
  return addLines(text, keyEnd(text, pair), block(path, value, indent));
}

/** Offset behind the colon of a key. */
const keyEnd = (text: string, pair: Pair<Node, Node | null>) => text.indexOf(":", pair.key.range?.[1] ?? 0) + 1;

const endOf = (text: string, { key, value }: Pair<Node, Node | null>): number => {
  const node = isNode(value) && value.range ? value : key;
  const [start = 0, end = 0] = node.range ?? [];
  return start + text.slice(start, end).trimEnd().length;
};

const after = (text: string, offset: number, added: string) => `${text.slice(0, offset)}${added}${text.slice(offset)}`;

/** Behind the line of the offset, so that a comment at its end stays where it is. */
function addLines(text: string, offset: number, lines: string): string {
  const end = text.indexOf("\n", offset);
  return end === -1 ? `${text}\n${lines}\n` : after(text, end + 1, `${lines}\n`);
}

const columnOf = (text: string, offset: number) => offset - (text.lastIndexOf("\n", offset - 1) + 1);

/** `a:\n  b: value` with its indentation, without a line break at the end. */
function block(path: readonly string[], value: Plain, indent: string): string {
  const lines = path.map((key, depth) => `${indent}${"  ".repeat(depth)}${flow(key)}:`);
  return `${lines.join("\n")} ${flow(value)}`;
}

/** A value on one line, in quotes where YAML would read something else. */
function flow(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${inFlow(key)}: ${inFlow(item)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  if (typeof value === "string" && /[\n\r]/.test(value)) return JSON.stringify(value);
  return stringify(value, { lineWidth: 0, version: "1.2" }).trimEnd();
}

/** Inside brackets a comma needs quotes too. */
function inFlow(value: Plain): string {
  if ((typeof value === "object" && value !== null) || (typeof value === "string" && /[\n\r]/.test(value))) return flow(value);
  return stringify([value], { collectionStyle: "flow", lineWidth: 0, version: "1.2", flowCollectionPadding: false }).trim().slice(1, -1);
}

/** The last word on every edit: it means what was there, with the one value changed. */
function requireSame(before: string, after: string, path: readonly string[], value: Plain): void {
  const [wanted, made] = [before, after].map((text) => parseDocument(text, { version: "1.2" }));
  if (!wanted || !made || made.errors.length > 0) throw new EditError(`"${path.join(".")}" cannot be written into this file by itself.`);
  const expected = (wanted.toJS() ?? {}) as Record<string, unknown>;
  setAt(expected, path, value);
  if (JSON.stringify(sorted(made.toJS())) !== JSON.stringify(sorted(expected)))
    throw new EditError(`"${path.join(".")}" cannot be written into this file by itself.`);
}

function setAt(target: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: Plain): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = (target[key] ?? {}) as Record<string, unknown>;
  target[key] = inner;
  setAt(inner, rest, value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.entries(value)
    .map(([key, item]) => [key, sorted(item)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
