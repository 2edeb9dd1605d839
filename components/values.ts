import * as pulumi from "@pulumi/pulumi";
import type { ResolvedValue } from "../config/resolved.ts";
import type { Database } from "../providers/coolify/resources.ts";
import type { Credential } from "../providers/credential/resource.ts";

/** Looks up a secret by the name that the YAML gives; the value is marked as secret. */
export type Secrets = (name: string) => pulumi.Output<string>;

/** Where values come from that are more than a text. */
export interface Sources {
  secrets: Secrets;
  /** By the name in the YAML. */
  credentials: ReadonlyMap<string, Credential>;
  /** By resolved name. Filled while the stack is described: a database comes before whoever names it. */
  databases: ReadonlyMap<string, Database>;
}

/** The value as its reader will get it. What is secret stays secret, also as a part of a longer text. */
export function inputOf(value: ResolvedValue, sources: Sources): pulumi.Input<string> {
  if ("value" in value) return value.value;
  if ("secret" in value) return sources.secrets(value.secret);
  if ("generated" in value) return pulumi.secret(present(sources.credentials, value.generated, "generated secret").value);
  if ("database" in value) return pulumi.secret(present(sources.databases, value.database, "database")[value.part]);
  return pulumi.concat(...value.parts.map((part) => inputOf(part, sources)));
}

/** The same for a record. */
export const inputsOf = (values: Readonly<Record<string, ResolvedValue>>, sources: Sources): Record<string, pulumi.Input<string>> =>
  mapValues(values, (value) => inputOf(value, sources));

/** Every value inside, parts of parts too. */
export const flatValues = (value: ResolvedValue): ResolvedValue[] => ("parts" in value ? value.parts.flatMap(flatValues) : [value]);

/** Names of the databases whose address is among the values. */
export const databasesIn = (values: Readonly<Record<string, ResolvedValue>>): string[] =>
  Object.values(values)
    .flatMap(flatValues)
    .flatMap((value) => ("database" in value ? [value.database] : []));

export const mapValues = <Value, Result>(record: Readonly<Record<string, Value>>, change: (value: Value, key: string) => Result) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)])) as Record<string, Result>;

function present<Item>(items: ReadonlyMap<string, Item>, name: string, what: string): Item {
  const item = items.get(name);
  if (item) return item;
  const known = [...items.keys()].join(", ") || "none";
  throw new pulumi.RunError(
    `There is no ${what} "${name}" that this value could use; there: ${known}. A tier sees its own and those above it.`,
  );
}
