import { TIMESTAMP } from "./scalars.ts";
import { YamlFloat, type YamlMap, type YamlValue } from "./values.ts";

/** Levels that are written as blocks; what lies deeper stands in one line. */
const LEVELS = 10;
const INDENT = 2;

/** Characters that need double quotes, and their escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\x00-\x1f\x7f\u0085\u00a0\u2028\u2029]/;
const ESCAPES: Record<string, string> = {
  "\\": "\\\\",
  '"': '\\"',
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  "\u0085": "\\N",
  "\u00a0": "\\_",
  "\u2028": "\\L",
  "\u2029": "\\P",
};
const WORDS = new Set(["null", "~", "true", "false", "y", "n", "yes", "no", "on", "off"]);
const INDICATORS = /[\s'":{}[\],&*#?]|^[-?|<>=!%@`\p{Zs}]/u;
const NUMBER_LIKE = /^[0-9]+[_0-9]*$|^0x[0-9a-f]+$/i;
const NUMERIC = /^ *[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)? *$/;

/** Writes YAML in the form that Coolify stores it in (contract 13.3): reading and writing it again gives the same text. */
export function dumpYaml(value: YamlValue): string {
  return isBlock(value) ? block(value, LEVELS, 0) : inline(value);
}

type Block = YamlMap | YamlValue[];

function isBlock(value: YamlValue): value is Block {
  return typeof value === "object" && value !== null && !(value instanceof YamlFloat) && Object.keys(value).length > 0;
}

function block(value: Block, levels: number, indent: number): string {
  const prefix = " ".repeat(indent);
  const list = Array.isArray(value);
  let text = "";
  for (const [key, item] of Object.entries(value)) {
    const head = list ? "-" : `${keyText(key)}:`;
    const nested = levels > 1 && isBlock(item);
    text += nested ? `${prefix}${head}\n${block(item, levels - 1, indent + INDENT)}` : `${prefix}${head} ${inline(item)}\n`;
  }
  return text;
}

function inline(value: YamlValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return stringText(value);
  if (value instanceof YamlFloat) return floatText(value.value);
  if (Array.isArray(value)) return value.length === 0 ? "{  }" : `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object") {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${keyText(key)}: ${inline(item)}`)
      .join(", ")} }`;
  }
  return String(value);
}

/** PHP makes whole numbers of such keys. */
const keyText = (key: string): string => (/^(0|-?[1-9]\d{0,17})$/.test(key) ? key : stringText(key));

function floatText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  return Number.isInteger(value) && !String(value).includes("e") ? `${value}.0` : String(value);
}

function stringText(text: string): string {
  if (NUMERIC.test(text)) return `'${text}'`;
  if (text === "") return "''";
  if (CONTROL.test(text)) return doubleQuoted(text);
  if (WORDS.has(text.toLowerCase()) || INDICATORS.test(text)) {
    const single = singleQuoted(text);
    return text.includes("'") && doubleQuoted(text).length < single.length ? doubleQuoted(text) : single;
  }
  return NUMBER_LIKE.test(text) || TIMESTAMP.test(text) ? singleQuoted(text) : text;
}

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function doubleQuoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped.
  const escaped = text.replace(/[\\"\x00-\x1f\x7f\u0085\u00a0\u2028\u2029]/g, (character) => {
    return ESCAPES[character] ?? `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`;
  });
  return `"${escaped}"`;
}
