import { type ResourceRow, surroundingsOf } from "../resources/kinds.ts";
import { sharedVariables } from "../sharedVariables/tables.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";

const TABLES: Readonly<Record<string, string>> = { team: "teams", project: "projects", environment: "environments", server: "servers" };

const REFERENCE = /\{\{(.*?)\}\}/g;

/** Characters that an unquoted value has escaped (contract 5.1, `real_value`). */
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\r": "\\r", "\t": "\\t", "\0": "\\0", '"': '\\"', "'": "\\'" };

/** What of a variable its `real_value` depends on. */
export interface Quotable {
  readonly value?: string | null;
  readonly is_literal: boolean;
  readonly is_multiline: boolean;
}

/** Gives the `real_value` of any variable of one resource: references resolved, then quoted. Shared variables are read once each. */
export function realValuesOf(world: World, resource: ResourceRow): (variable: Quotable) => string {
  const lookUp = sharedValues(world, resource);
  return (variable) => quoted(resolved(variable.value ?? "", lookUp), variable);
}

type LookUp = (scope: string, key: string) => string | undefined;

/** A scope's values by key, read at its first use. */
function sharedValues(world: World, resource: ResourceRow): LookUp {
  const read = new Map<string, Map<string, string>>();
  return (scope, key) => {
    const table = Object.hasOwn(TABLES, scope) ? TABLES[scope] : undefined;
    if (table === undefined) return undefined;
    let values = read.get(scope);
    if (!values) {
      const id = surroundingsOf(world, resource)[scope as "team"];
      const rows = id === undefined ? [] : world.of(sharedVariables).where("owner", ownerKey(table, { id }));
      values = new Map(rows.map((row) => [row.key, row.value]));
      read.set(scope, values);
    }
    return values.get(key);
  };
}

/** References are collected before the first is replaced: what a shared value refers to stays as it is, unless it was referred to as well. */
function resolved(value: string, lookUp: LookUp): string {
  if (!value.includes("{{")) return value;
  let text = value;
  for (const [reference, inner = ""] of value.matchAll(REFERENCE)) {
    const name = inner.trim();
    const dot = name.indexOf(".");
    const found = dot < 0 ? undefined : lookUp(name.slice(0, dot), name.slice(dot + 1));
    if (found !== undefined) text = text.replaceAll(reference, () => found);
  }
  return text;
}

function quoted(text: string, { is_literal, is_multiline }: Quotable): string {
  if (isJsonStructure(text)) return text;
  if (is_literal || is_multiline) return `'${text}'`;
  return text.replace(/[\\\r\t\0"']/g, (character) => ESCAPES[character] ?? character);
}

function isJsonStructure(text: string): boolean {
  if (!text.startsWith("{") && !text.startsWith("[")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
