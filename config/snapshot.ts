import { createHash } from "node:crypto";
import type { Fleet } from "./load.ts";
import type { ResolvedStack } from "./resolved.ts";

/** A stack as the configuration wanted it at one moment: to be kept beside each `up`, and compared (CFG-5). */
export interface Snapshot {
  stack: string;
  /** SHA-256 of the text of `wanted`, 64 hexadecimal digits. Equal configuration, equal hash. */
  hash: string;
  /** All of it, keys sorted. Secrets stand in it by their names only, so that it may be written anywhere. */
  wanted: Json;
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export function snapshotOf(stack: ResolvedStack): Snapshot {
  const wanted = sorted(stack);
  return { stack: stack.code, hash: createHash("sha256").update(JSON.stringify(wanted)).digest("hex"), wanted };
}

function sorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value as Json;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

/**
 * Stacks that a change of files may touch: those that are made of one of them.
 *
 * A file that is gone belongs to no stack any more, so ask both the fleet before and the fleet after the change.
 *
 * @param paths from the root of the configuration: `instances/air.instance.yaml`
 */
export function stacksTouched({ origins }: Pick<Fleet, "origins">, paths: readonly string[]): string[] {
  return Object.keys(origins).filter((stack) => origins[stack]?.files.some((file) => paths.includes(file)));
}

/** Names of the secrets that a stack needs, each once: what `PF_SECRET_<NAME>` or the stack's configuration must have. */
export function secretsOf(stack: ResolvedStack): string[] {
  return [...new Set(secretsIn(sorted(stack)))].sort();
}

function secretsIn(value: Json): string[] {
  if (value === null || typeof value !== "object") return [];
  if (!Array.isArray(value) && typeof value.secret === "string" && Object.keys(value).length === 1) return [value.secret];
  return Object.values(value).flatMap(secretsIn);
}
