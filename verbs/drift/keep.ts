import { type ConfigFiles, readFiles } from "../../config/files.ts";
import { loadFleet, type StackOrigins, stackNamed } from "../../config/load.ts";
import { find, type Plain } from "../../config/located.ts";
import type { ResolvedStack, ResolvedValue } from "../../config/resolved.ts";
import type { Context } from "../context.ts";
import type { Drift } from "./drift.ts";
import type { FieldDrift, LiveResource } from "./live.ts";
import { type YamlField, yamlField, yamlVariable } from "./yamlField.ts";
import { placeOfWorkload, type YamlPlace } from "./yamlPlace.ts";

/** One value that goes into a file. */
export interface Keeping {
  /** From the root of the configuration. */
  file: string;
  path: string[];
  value: Plain;
  /** What it is about, in the words of the drift: `air-app-dev limits.memory`. */
  what: string;
}

/** One difference that cannot be taken over into the YAML, and why. */
export interface Refusal {
  what: string;
  reason: string;
}

export interface KeepPlan {
  keepings: Keeping[];
  refused: Refusal[];
}

/** Values of variables that somebody else made, by application and key. */
export type ForeignValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Ground {
  stack: ResolvedStack;
  origins: StackOrigins;
  files: ConfigFiles;
  live: LiveResource[];
}

/**
 * What of a drift can be written into the YAML, and where (CFG-8): into the nearest file of each workload, for its environment alone,
 * since it was changed there alone. Nothing is written yet.
 */
export function planKeep(context: Context, { report, live }: Drift, foreign: ForeignValues): KeepPlan {
  const fleet = loadFleet(context.config);
  const stack = stackNamed(fleet, report.stack);
  const origins = fleet.origins[report.stack] ?? { files: [], workloads: {} };
  const ground: Ground = { stack, origins, files: readFiles(context.config), live };
  const plan: KeepPlan = { keepings: [], refused: [] };
  for (const resource of live) {
    for (const field of resource.fields) enter(plan, `${resource.name} ${field.path}`, keepField(ground, resource, field));
    for (const key of resource.foreign) enter(plan, `${resource.name} ${key}`, keepForeign(ground, resource, key, foreign));
    if (resource.state === "gone" && !isInside(resource, live))
      plan.refused.push({
        what: `${resource.kind} ${resource.name}`,
        reason: "it is gone: take it out of the YAML, or let `up` make it again",
      });
  }
  for (const { type, name, place } of report.foreign.filter(({ type }) => type !== "variable"))
    plan.refused.push({
      what: `${type} ${name}`,
      reason: `made by hand in ${place || "the project"}: describe it in the YAML, with adopt: true to take it over`,
    });
  return plan;
}

/** What goes with its owner needs no words of its own. */
const isInside = (resource: LiveResource, live: LiveResource[]) =>
  live.some((other) => other.state === "gone" && other !== resource && ownerIdOf(resource) === other.resource.id);

function enter(plan: KeepPlan, what: string, result: Omit<Keeping, "what"> | string): void {
  if (typeof result === "string") plan.refused.push({ what, reason: result });
  else plan.keepings.push({ ...result, what });
}

const ownerIdOf = ({ inputs }: LiveResource) => inputs.application ?? inputs.service ?? inputs.database;

/** The application, service or database that a resource is, or belongs to. */
function workloadOf({ live }: Ground, resource: LiveResource): string {
  const owner = ownerIdOf(resource);
  const found = owner === undefined ? resource : live.find(({ resource: { id }, kind }) => id === owner && !kind.endsWith("Variables"));
  return found?.name ?? "";
}

function keepField(ground: Ground, resource: LiveResource, field: FieldDrift): Omit<Keeping, "what"> | string {
  if (field.secret) return "a secret: it stands in no file; set it with PF_SECRET_<NAME> or `pulumi config set --secret`";
  const place = placeOfWorkload(ground.stack, ground.origins, ground.files, workloadOf(ground, resource));
  if (resource.kind === "Project") return keepProject(ground, field);
  if (!place) return "no file describes what it belongs to";
  if (field.path === "source.tag" || field.path === "source.commit") return keepRelease(ground, place, field);
  if (resource.kind.endsWith("Variables")) return keepVariable(ground, resource, place, field);
  const found = yamlField(resource.kind, field.path, field.is);
  return found ? at(place, inside(resource, found)) : "the YAML has no words for it";
}

/** Storages and tasks stand below their owner by name. */
function inside({ kind, name, inputs, resource }: LiveResource, field: YamlField): YamlField {
  if (kind === "ScheduledTask") return { ...field, path: ["tasks", String(inputs.name), ...field.path] };
  if (kind !== "Storage") return field;
  const source = inputs.source as { name?: string };
  return { ...field, path: ["storages", source.name ?? /-([^-]+)-storage$/.exec(name)?.[1] ?? resource.urn, ...field.path] };
}

const at = (place: YamlPlace, { path, value }: YamlField) => ({ file: place.file, path: [...place.path, ...path], value });

function keepProject({ stack, origins, files }: Ground, { path, is }: FieldDrift): Omit<Keeping, "what"> | string {
  const own = origins.files.filter((file) => /^(instances|white-labels)\//.test(file)).at(-1);
  const file = stack.kind === "instance" ? `instances/${stack.code}.instance.yaml` : own;
  if (!file || !files.files.has(file) || !["name", "description"].includes(path)) return "the YAML has no words for it";
  return { file, path: [path], value: is === undefined ? null : String(is) };
}

/** What a release pins is changed there, where the next promotion looks. */
function keepRelease({ stack, files }: Ground, place: YamlPlace, { path, is }: FieldDrift): Omit<Keeping, "what"> | string {
  const release = `releases/${stack.code}.yaml`;
  const located = files.files.get(release)?.located;
  const pinned = located && find(located, [place.environment]);
  if (pinned || (path === "source.commit" && located))
    return { file: release, path: [place.environment], value: is === undefined ? null : String(is) };
  if (path === "source.commit") return `pin it: write \`${place.environment}: ${String(is)}\` into config/${release}`;
  return at(place, { path: ["source", "tag"], value: is === undefined ? null : String(is) });
}

function keepVariable(ground: Ground, resource: LiveResource, place: YamlPlace, field: FieldDrift): Omit<Keeping, "what"> | string {
  const [, key = "", ...parts] = field.path.split(".");
  const said = (resource.inputs.variables as Record<string, { previewOnly?: true }> | undefined)?.[key];
  const ofPreviews = parts[0] === "preview" || said?.previewOnly === true;
  const part = parts.slice(parts[0] === "preview" ? 1 : 0).join(".");
  const wanted = variableOf(ground.stack, workloadOf(ground, resource), key, ofPreviews);
  if (wanted && !("value" in wanted)) return "the YAML says where the value comes from, not what it is: change it there";
  const keep = (value: string | undefined) => {
    const written = yamlVariable(key, value);
    return at(place, ofPreviews ? { ...written, path: ["previews", ...written.path] } : written);
  };
  if (parts.length === 0 && field.is === undefined) return keep(undefined);
  if (part === "value") return keep(String(field.is ?? ""));
  return "the YAML has no words for this setting of a variable";
}

function keepForeign(ground: Ground, resource: LiveResource, key: string, foreign: ForeignValues): Omit<Keeping, "what"> | string {
  const name = workloadOf(ground, resource);
  const place = placeOfWorkload(ground.stack, ground.origins, ground.files, name);
  const value = foreign.get(String(ownerIdOf(resource)))?.get(key);
  if (!place) return "no file describes what it belongs to";
  if (value === undefined) return "Coolify does not show its value: write it as { secret: <name> }";
  return at(place, yamlVariable(key, value));
}

/** @param ofPreviews what deployments of pull requests get: their own value, or the application's */
function variableOf(stack: ResolvedStack, name: string, key: string, ofPreviews: boolean): ResolvedValue | undefined {
  if (stack.kind === "platform") return undefined;
  const tiers = stack.kind === "instance" ? [stack, ...stack.products] : [stack];
  const workload = tiers.flatMap(({ applications, services }) => [...applications, ...services]).find((one) => one.name === name);
  const previews = ofPreviews && workload && "previews" in workload ? workload.previews?.variables : undefined;
  const values = { ...workload?.variables, ...previews };
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
