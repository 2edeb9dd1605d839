import { generateKeyPairSync } from "node:crypto";
import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { isRecord, type Properties } from "../../providers/coolify/values.ts";

/** `<Project>` or `<Environment name>` in an example: an output of the example of another kind. */
export interface Reference {
  /** Dotted, of the field that holds it. */
  readonly path: string;
  readonly kind: string;
  readonly output: string;
}

const REFERENCE = /^<(\w+)(?: (\w+))?>$/;
const KEY = "<PrivateKey text>";

export function kindNamed(type: string): Kind {
  const kind = kinds.find((one) => one.type === type);
  if (!kind) throw new Error(`An example refers to the kind ${type}, which kinds/index.ts does not list.`);
  return kind;
}

/** All references inside an example. */
export function referencesOf(value: unknown, path = ""): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesOf(item, path));
  if (isRecord(value)) return Object.entries(value).flatMap(([key, item]) => referencesOf(item, path ? `${path}.${key}` : key));
  const [, kind, output = "uuid"] = (typeof value === "string" && value !== KEY && REFERENCE.exec(value)) || [];
  return kind ? [{ path, kind, output }] : [];
}

/** Kinds that have to be there before this one, at any depth. */
export function needs(type: string): string[] {
  const direct = referencesOf(kindNamed(type).example).map(({ kind }) => kind);
  return [...new Set(direct.flatMap((kind) => [...needs(kind), kind]))];
}

const keys = new Map<string, string>();

/** A private key of its own for each label, made while the tests run. */
export function keyText(label: string): string {
  const made = keys.get(label) ?? generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  keys.set(label, made);
  return made;
}

/** An example with its references replaced. @param label whose private key it is */
export function filled(value: unknown, of: (kind: string, output: string) => unknown, label: string): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, of, label));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, of, label)]));
  if (value === KEY) return keyText(label);
  const [reference] = typeof value === "string" ? referencesOf(value) : [];
  return reference ? of(reference.kind, reference.output) : value;
}

/** The value with another one at a dotted path; `undefined` takes it away. */
export function withAt(value: Properties, path: string, other: unknown): Properties {
  const [key = "", ...rest] = path.split(".");
  const inner = value[key];
  return { ...value, [key]: rest.length > 0 ? withAt(isRecord(inner) ? inner : {}, rest.join("."), other) : other };
}
