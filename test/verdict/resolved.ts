import { UNKNOWN } from "../../providers/coolify/unknown.ts";
import { isRecord } from "../../providers/coolify/values.ts";

/** The whole text is an output: `<Project uuid>`. */
const WHOLE = /^<(\S+) (\w+)>$/;
/** An output inside a text: `of <<Project uuid>>`. */
const INSIDE = /<<(\S+) (\w+)>>/g;
const SECRET = /^<secret (.+)>$/s;

/** The value of an output, for a resource by its name. */
export type Outputs = (name: string, output: string) => unknown;

function text(value: string, outputs: Outputs): unknown {
  const [, hidden] = SECRET.exec(value) ?? [];
  if (hidden !== undefined) return text(hidden, outputs);
  const [, name, output] = WHOLE.exec(value) ?? [];
  if (name && output) return outputs(name, output);
  const found = [...value.matchAll(INSIDE)].map((match) => outputs(match[1] ?? "", match[2] ?? ""));
  // As Pulumi does: one unknown part makes the text unknown.
  if (found.includes(UNKNOWN)) return UNKNOWN;
  return value.replace(INSIDE, () => String(found.shift()));
}

/** Inputs with outputs in place of references, as a program of Pulumi's would pass them. */
export function resolved(value: unknown, outputs: Outputs): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, outputs));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, outputs)]));
  return typeof value === "string" ? text(value, outputs) : value;
}

/** Names of the resources that a value refers to. */
export function referredTo(value: unknown): string[] {
  const names: string[] = [];
  resolved(value, (name) => void names.push(name));
  return [...new Set(names)];
}
