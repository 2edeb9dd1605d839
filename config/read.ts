import { readFileSync, statSync } from "node:fs";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLError } from "yaml";
import type { Fault } from "./fault.ts";
import type { Located, LocatedEntry, LocatedRecord, Place } from "./located.ts";

/** Configuration is written by people: a file beyond this is a mistake or an attack. */
const LARGEST_FILE = 1024 * 1024;

/** Deeper than any file kind goes, and far from where recursion would hurt. */
const DEEPEST = 32;

type Reading = { located: LocatedRecord; faults: [] } | { located?: undefined; faults: Fault[] };

/**
 * Reads one YAML file with the place of every value. Never throws for what is in the file: that comes back as faults.
 *
 * @param path where to read
 * @param file how faults name it
 */
export function readYaml(path: string, file: string): Reading {
  const start = { file, line: 1, column: 1 };
  const bytes = bytesOf(path);
  if (typeof bytes === "string") return broken(start, bytes);
  const text = decode(bytes);
  if (typeof text !== "string") return broken({ ...start, line: text.line }, "not UTF-8 text; save the file in UTF-8");
  return parseYaml(text, file);
}

/** What keeps a file from being read, in words. */
const UNREADABLE: Record<string, string> = {
  ENOENT: "a link that leads nowhere; put the file there, or remove the link",
  ELOOP: "a link that leads back to itself; put the file there, or remove the link",
  EACCES: "you may not read it; look at its permissions",
};

/** The bytes of a file, or why they cannot be had. What is no file might never end. */
function bytesOf(path: string): Buffer | string {
  try {
    const { size, isFile } = statOf(path);
    if (!isFile) return "not a file; put a file of this name there, or name it otherwise";
    return size > LARGEST_FILE ? "larger than 1 MB, which no configuration is; is it the right file?" : readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    return UNREADABLE[code] ?? `cannot be read (${code}); look at its permissions`;
  }
}

function statOf(path: string): { size: number; isFile: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isFile: stat.isFile() };
}

/** The same for a text that is already there. */
export function parseYaml(text: string, file: string): Reading {
  try {
    return parse(text, file);
  } catch (error) {
    // The parser itself recurses: a file of nothing but brackets ends its stack.
    if (error instanceof RangeError) return broken({ file, line: 1, column: 1 }, "nested too deeply to be read");
    if (error instanceof FaultHere) return broken(error.place, error.message, error.path);
    throw error;
  }
}

function parse(text: string, file: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const mistakes = telling([...document.errors, ...document.warnings]);
  if (mistakes.length > 0) return { faults: mistakes.map((mistake) => syntaxFault(mistake, placeAt)) };
  const root = document.contents;
  if (root === null) return { located: { kind: "record", entries: new Map(), at: placeAt(0) }, faults: [] };
  const located = locate(root, placeAt, placeAt(0), []);
  if (located.kind !== "record") return broken(located.at, "expected keys with values, such as `name: AIR`");
  return { located, faults: [] };
}

/** What the parser's codes mean to somebody who is no programmer; for the others its own sentence is used. */
const SYNTAX: Record<string, string> = {
  DUPLICATE_KEY: "this key stands twice in the same block; keep one of the two",
  TAB_AS_INDENT: "indented with a tab; YAML wants spaces",
  MULTIPLE_DOCS: "more than one document in the file; remove the line `---`",
  MISSING_CHAR: "a quote or bracket was opened and is not closed up to here; close it",
  BAD_INDENT: "indented differently from its neighbours; keys of one block start in the same column",
  TAG_RESOLVE_FAILED: "a tag (!) has no meaning here; remove it, or put the text in quotes",
};

/** After its first mistake the parser finds more that nobody made; keys written twice are mistakes of their own. */
function telling(mistakes: readonly YAMLError[]): YAMLError[] {
  if (mistakes.some((mistake) => mistake.message.includes("call stack"))) throw new RangeError("nested too deeply");
  const doubles = mistakes.filter((mistake) => mistake.code === "DUPLICATE_KEY");
  const others = mistakes.filter((mistake) => mistake.code !== "DUPLICATE_KEY");
  return [...doubles, ...others.slice(0, 1)];
}

function syntaxFault(mistake: YAMLError, placeAt: (offset: number) => Place): Fault {
  const reason = SYNTAX[mistake.code] ?? `not valid YAML: ${sentence(mistake.message)}`;
  return { ...placeAt(mistake.pos[0]), path: "", reason };
}

function locate(node: Node | null, placeAt: (offset: number) => Place, around: Place, path: string[]): Located {
  if (path.length > DEEPEST) throw new FaultHere(around, path, "nested too deeply to be read");
  if (node === null) return { kind: "scalar", value: null, at: around };
  const at = node.range ? placeAt(node.range[0]) : around;
  // Copies hide where a value comes from, and a few lines of them can stand for gigabytes.
  if (isAlias(node) || node.anchor !== undefined)
    throw new FaultHere(at, path, "copies with & and * are not understood here; write the value, or share it through `extends`");
  if (isScalar(node))
    return { kind: "scalar", value: scalarValue(node.value, node.source, at, path), at: node.source === "" ? around : at };
  if (isSeq(node))
    return { kind: "list", items: node.items.map((item, index) => locate(item as Node | null, placeAt, at, [...path, String(index)])), at };
  if (!isMap(node)) throw new FaultHere(at, path, "not understood here");
  const entries = new Map<string, LocatedEntry>();
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const key = placeAt(pair.key.range?.[0] ?? 0);
    const name = keyName(pair.key, key, path);
    entries.set(name, { key, value: locate(pair.value, placeAt, key, [...path, name]) });
  }
  return { kind: "record", entries, at };
}

/** Numbers stay as they were written. */
function scalarValue(value: unknown, source: string | undefined, at: Place, path: string[]): string | boolean | null {
  if (typeof value === "string" && value.includes("\0"))
    throw new FaultHere(at, path, "holds the sign zero (\\0), which nothing can keep; remove it");
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return source ?? String(value);
  throw new FaultHere(at, path, "not understood here; put it in quotes if it is text");
}

function keyName(key: Node, at: Place, path: string[]): string {
  if (!isScalar(key)) throw new FaultHere(at, path, "a key must be a word; templates and lists need quotes around them");
  const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  // No object can carry it as an ordinary key all the way, so it would get lost without a word.
  if (name === "__proto__") throw new FaultHere(at, [...path, name], "no such key, and no name that anything could have");
  return name;
}

/** The text, or the line of the first byte that is no UTF-8. A line feed never occurs inside a UTF-8 character. */
function decode(bytes: Buffer): string | { line: number } {
  const strict = new TextDecoder("utf-8", { fatal: true });
  try {
    return strict.decode(bytes);
  } catch {
    let line = 1;
    for (let start = 0; start < bytes.length; line += 1) {
      const end = bytes.indexOf(0x0a, start);
      const stop = end === -1 ? bytes.length : end;
      if (!isUtf8(bytes.subarray(start, stop))) return { line };
      start = stop + 1;
    }
    return { line: 1 };
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function broken(place: Place, reason: string, path: readonly string[] = []): Reading {
  return { faults: [{ ...place, path: path.join("."), reason }] };
}

/** The parser's words without what it quotes from the file: that could be a secret. */
function sentence(message: string): string {
  const words = message.split(/: |\n/)[0] ?? message;
  return words.charAt(0).toLowerCase() + words.slice(1).replace(/\.$/, "");
}

/** Carries a fault out of the recursion; never leaves this file. */
class FaultHere extends Error {
  readonly place: Place;
  readonly path: readonly string[];

  constructor(place: Place, path: readonly string[], reason: string) {
    super(reason);
    this.place = place;
    this.path = path;
  }
}
