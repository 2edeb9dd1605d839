import { find, type Located, type Path, type Place, type Plain, plain } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Origins } from "./placed.ts";
import type { Joined } from "./room.ts";

/** Where the values of one stack come from. */
export interface StackOrigins {
  /** Files that it is made of, from the root of the configuration: `instances/air.instance.yaml`. */
  files: string[];
  /** By name: applications, services and databases. */
  workloads: Record<string, Origins>;
}

/** A place that says something about a value. */
export interface Setter extends Place {
  /** As it is written there; null: removed. Never a secret, which no file holds. */
  value: Plain;
}

/** Which place won, and what it overrode. */
export interface Explanation {
  /** `limits.memory`. */
  path: string;
  /** What came out, templates filled in; undefined: nothing, or it was removed. */
  value: Plain | undefined;
  /** Nearest first: the first one won, the others were overridden. A block has several that each said a part. */
  setters: Setter[];
}

export function originsOf(all: Joined | undefined, files: string[]): StackOrigins {
  const placed = all === undefined ? [] : [...all.applications, ...all.services, ...all.databases];
  return { files: [...new Set(files)], workloads: Object.fromEntries(placed.map(({ resolved, origins }) => [resolved.name, origins])) };
}

/** There is no such application, service or database in the stack, or nothing of that path is said about it. */
export class UnknownKeyError extends Error {
  override readonly name = "UnknownKeyError";
}

/**
 * Where a value of an application, service or database comes from, by its path in YAML: `limits.memory`, `variables.APP_URL`.
 *
 * @throws UnknownKeyError with what there is instead
 */
export function explain({ workloads }: StackOrigins, workload: string, path: string): Explanation {
  const origins = Object.hasOwn(workloads, workload) ? workloads[workload] : undefined;
  if (origins === undefined) throw unknown(`There is no application, service or database "${workload}"`, workload, Object.keys(workloads));
  const steps = stepsOf(origins, path);
  const setters = origins.layers.flatMap((layer) => setterOf(find(layer, steps)));
  const found = find(origins.merged, steps);
  if (setters.length === 0 && found === undefined)
    throw unknown(
      `No file says "${path}" of ${workload}`,
      path,
      origins.layers.flatMap((layer) => pathsIn(layer)),
    );
  return { path, value: found && visible(plain(found)), setters: setters.reverse() };
}

/** Every path that some file says about an application, service or database. */
export function pathsOf({ layers }: Origins): string[] {
  return [...new Set(layers.flatMap((layer) => pathsIn(layer)))].sort();
}

/** Keys may hold dots themselves (`variables.A.B`): what fits the files wins. */
function stepsOf({ layers, merged }: Origins, path: string): Path {
  const plainSteps = path === "" ? [] : path.split(".");
  const known = [...layers, merged].flatMap((layer) => walks(layer)).find((steps) => steps.join(".") === path);
  return known ?? plainSteps;
}

function walks(located: Located, walked: string[] = []): string[][] {
  const here = walked.length === 0 ? [] : [walked];
  if (located.kind === "list") return [...here, ...located.items.flatMap((item, index) => walks(item, [...walked, String(index)]))];
  if (located.kind === "scalar") return here;
  return [...here, ...[...located.entries].flatMap(([key, entry]) => walks(entry.value, [...walked, key]))];
}

function pathsIn(located: Located): string[] {
  return walks(located).map((steps) => steps.join("."));
}

function setterOf(located: Located | undefined): Setter[] {
  return located === undefined ? [] : [{ ...located.at, value: plain(located) }];
}

/** Marks of what is only known later are shown as people wrote them. */
function visible(value: Plain): Plain {
  if (typeof value === "string") return value.replace(/\0([^\0]*)\0/g, "{{$1}}");
  if (Array.isArray(value)) return value.map(visible);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visible(item)]));
}

function unknown(sentence: string, wanted: string, known: string[]): UnknownKeyError {
  const suggestion = nearest(wanted, known);
  const short = [...new Set(known.map((one) => one.split(".")[0] ?? one))].sort();
  return new UnknownKeyError(
    suggestion === undefined ? `${sentence}; there is ${short.join(", ")}.` : `${sentence}. Did you mean "${suggestion}"?`,
  );
}
