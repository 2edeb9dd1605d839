import { textOf, type YamlValue } from "./values.ts";

/** A variable row that an `environment` entry brings (contract 5.2). */
export interface ReferencedRow {
  readonly key: string;
  /** Undefined: a new row has null. */
  readonly value: string | undefined;
  readonly isRequired: boolean;
  /** Write the value back at every parse; otherwise an existing row keeps its own. */
  readonly overwrites: boolean;
  /** The generated file gives the container this variable too, with the row's value. */
  readonly isShown: boolean;
}

/** References with braces and without. */
const NAME = /\$\{?([a-zA-Z_\x80-\xff][a-zA-Z0-9_\x80-\xff]*)\}?/g;
const OPERATORS = [":-", "-", ":?", "?"];

/** Magic variables, `SERVICE_…`, anywhere in a value. */
export function magicNames(value: YamlValue): string[] {
  return [...textOf(value).matchAll(NAME)].map((match) => match[1] ?? "").filter((name) => name.startsWith("SERVICE_"));
}

/** The rows of one entry: only a reference that begins the value counts. */
export function rowsOf(key: string, value: YamlValue): ReferencedRow[] {
  const text = textOf(value);
  const inner = stripped(text);
  if (inner.startsWith("SERVICE_")) return text.startsWith("SERVICE_") ? [] : [{ ...row(key, text), overwrites: true, isShown: false }];
  if (!text.startsWith("$")) return [];
  if (key === inner) return [{ ...row(key), isShown: false }];
  const braces = balanced(text, 0);
  return braces ? bracedRows(braces.content) : plainRows(text);
}

const row = (key: string, value?: string, isRequired = false): ReferencedRow => ({
  key,
  value,
  isRequired,
  overwrites: false,
  isShown: true,
});

function bracedRows(content: string): ReferencedRow[] {
  const split = splitAtOperator(content);
  if (!split) return [row(content)];
  return [row(split.name, split.rest, split.operator.includes("?")), ...nestedRows(split.rest)];
}

/** `${A:-${B:-c}}` brings B too. */
function nestedRows(text: string): ReferencedRow[] {
  const found: ReferencedRow[] = [];
  if (!text.includes("${")) return found;
  for (let braces = balanced(text, 0); braces; braces = balanced(text, braces.end + 1)) {
    const split = splitAtOperator(braces.content);
    const name = split?.name ?? braces.content;
    if (!/^SERVICE_(URL|FQDN)_/.test(name)) found.push(row(name, split?.rest));
  }
  return found;
}

/** `$A`, and the operators without braces. */
function plainRows(text: string): ReferencedRow[] {
  const operator = OPERATORS.find((one) => text.includes(one));
  const inner = stripped(text);
  if (operator === undefined) return [row(inner)];
  const name = inner.slice(0, inner.indexOf(operator.slice(0, 1)));
  const rest = inner.slice(inner.indexOf(operator) + operator.length);
  return [{ ...row(name, rest, operator.includes("?")), isShown: false }];
}

/** `${A:-b}` -> `A:-b`, `$A` -> `A`. */
function stripped(text: string): string {
  if (text.startsWith("${")) return balanced(text, 0)?.content ?? (text.split("}")[0] ?? "").slice(2);
  return text.startsWith("$") ? text.slice(1) : text;
}

function balanced(text: string, from: number): { content: string; end: number } | undefined {
  const open = text.indexOf("{", from);
  if (open < 0) return undefined;
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return { content: text.slice(open + 1, at), end: at };
  }
  return undefined;
}

function splitAtOperator(content: string): { name: string; operator: string; rest: string } | undefined {
  let depth = 0;
  for (let at = 0; at < content.length; at++) {
    if (content[at] === "{") depth++;
    else if (content[at] === "}") depth--;
    else if (depth === 0) {
      const operator = OPERATORS.find((one) => content.startsWith(one, at));
      if (operator) return { name: content.slice(0, at), operator, rest: content.slice(at + operator.length) };
    }
  }
  return undefined;
}
