import type { Host } from "../../providers/coolify/host.ts";
import { at } from "../../providers/coolify/values.ts";
import { secretMark } from "../drift/clear.ts";
import { ASIDE, type FieldDrift, leaves } from "../drift/live.ts";
import { storageKey } from "./draft.ts";
import type { FoundProject, FoundWorkload, Owner } from "./look.ts";
import type { Planned } from "./plan.ts";

type Properties = Record<string, unknown>;

/** One line of Pulumi's import file (facts of Pulumi, 16.6). */
export interface ImportEntry {
  type: string;
  name: string;
  logicalName: string;
  parent?: string;
  component?: true;
  id?: string;
  inputs?: Properties;
  outputs?: Properties;
}

/** A declared resource and the object at Coolify that it is. */
export interface Taken {
  planned: Planned;
  kind: string;
  id: string;
  workload?: FoundWorkload;
  /** What it is to get, with the uuids and values that only Coolify knows, in clear. */
  inputs: Properties;
  outputs: Properties;
  /** What Coolify has instead. */
  differences: FieldDrift[];
  secrets: string[];
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const PREFIX = "pulumi-nodejs:dynamic/coolify:";
const EVENTS = ["Deployment", "ServiceDeployment", "DatabaseDeployment"];

interface Identity {
  id: string;
  workload?: FoundWorkload;
  /** The object as it was read. */
  live: Properties;
  parents: Properties;
}

/** What each declared resource is at Coolify. What is nothing there is missing from the result. */
export async function takenFrom(host: Host, planned: readonly Planned[], found: FoundProject, owner: Owner): Promise<Taken[]> {
  const taken = await Promise.all(
    planned.map(async (one): Promise<Taken[]> => {
      if (!one.type.startsWith(PREFIX)) return [];
      const kind = one.type.slice(PREFIX.length);
      const identity = identify(kind, one, found);
      return identity ? [await take(host, one, kind, identity, owner)] : [];
    }),
  );
  return taken.flat();
}

function identify(kind: string, { name, inputs }: Planned, found: FoundProject): Identity | undefined {
  const project = found.project.uuid;
  if (kind === "Project") return { id: project, live: found.project.inputs, parents: {} };
  if (kind === "Environment") {
    const one = found.environments.find((environment) => environment.inputs.name === inputs.name);
    return one && { id: one.uuid, live: one.inputs, parents: { project } };
  }
  if (kind === "Application" || kind === "Database") {
    const one = found.workloads.find((workload) => workload.kind === kind && workload.name === inputs.name);
    return one && { id: one.uuid, workload: one, live: one.inputs, parents: { project } };
  }
  for (const workload of found.workloads) {
    const noun = workload.kind === "Application" ? "application" : "database";
    const parents = { [noun]: workload.uuid };
    if (name === `${workload.name}-variables`) return { id: workload.uuid, workload, live: { variables: valuesOf(workload) }, parents };
    if (name === `${workload.name}-deployment`) return { id: workload.uuid, workload, live: {}, parents };
    const storage = workload.storages.find((one, index) => name === `${workload.name}-${storageKey(one.inputs, index)}-storage`);
    const task = workload.tasks.find((one) => name === `${workload.name}-${one.name}-task`);
    const inside = storage ?? task;
    if (inside) return { id: inside.uuid, workload, live: inside.inputs, parents };
  }
  return undefined;
}

const valuesOf = ({ variables }: FoundWorkload) =>
  Object.fromEntries(Object.entries(variables).map(([key, { value }]) => [key, { value }]));

async function take(host: Host, planned: Planned, kind: string, { id, workload, live, parents }: Identity, owner: Owner): Promise<Taken> {
  const secrets = marksIn(planned.inputs);
  const own: Properties = kind === "Project" ? {} : { owner };
  const inputs: Properties = { ...(filled(planned.inputs, live, []) as Properties), ...parents, ...own };
  const base = { planned, kind, id, inputs, secrets, ...(workload && { workload }) };
  if (EVENTS.includes(kind)) return { ...base, outputs: { ...inputs, ...DONE }, differences: [] };
  const read = await host.get(`coolify:${kind}`).read(id, { ...inputs, owner });
  const shown = read.inputs ?? {};
  const keys = Object.keys({ ...inputs, ...shown }).filter((key) => !ASIDE.includes(key));
  const differences = keys.flatMap((key) => leaves(inputs[key], shown[key], [key]));
  return { ...base, outputs: { ...read.props, ...inputs, uuid: id, owner }, differences };
}

/** A deployment of which nothing is known but that it has been. */
const DONE = { deploymentUuid: "", commit: "", status: "finished", finishedAt: "" };

const isMark = (value: unknown): boolean => typeof value === "object" && value !== null && SIGNATURE in value;

function marksIn(value: unknown, path: string[] = []): string[] {
  if (isMark(value)) return [path.join(".")];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => marksIn(item, [...path, key]));
}

/** With the values of secrets, which the plan keeps encrypted. */
function filled(value: unknown, live: Properties, path: string[]): unknown {
  if (isMark(value)) return at(live, path.join("."));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const inner = filled(item, live, [...path, key]);
      return inner === undefined ? [] : [[key, inner]];
    }),
  );
}

/** The import file: components first, everything named by its number since logical names may repeat. */
export function entriesOf(planned: readonly Planned[], taken: readonly Taken[]): ImportEntry[] {
  const all = planned.filter((one) => one.isComponent || taken.some((other) => other.planned === one));
  const numbers = new Map(all.map((one, index) => [one.urn, `r${index}`]));
  return all.map((one) => {
    const parent = one.parent === undefined ? undefined : numbers.get(one.parent);
    const named = { type: one.type, name: numbers.get(one.urn) ?? "", logicalName: one.name, ...(parent && { parent }) };
    const match = taken.find((other) => other.planned === one);
    if (!match) return { ...named, component: true };
    const { id, inputs, outputs, secrets } = match;
    const { __provider } = one.inputs;
    return { ...named, id, inputs: guarded(inputs, secrets), outputs: { ...guarded(outputs, secrets), __provider } };
  });
}

/** Encrypted in the state, at the same paths as the program does it. */
function guarded(value: Properties, secrets: readonly string[]): Properties {
  return walk(value, []) as Properties;
  function walk(inner: unknown, path: string[]): unknown {
    if (secrets.includes(path.join("."))) return secretMark(inner);
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item, [...path, key])]));
  }
}
