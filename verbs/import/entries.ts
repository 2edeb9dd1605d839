import type { Host } from "../../providers/coolify/host.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { secretKeys } from "../../providers/coolify/secretFields.ts";
import { at } from "../../providers/coolify/values.ts";
import { secretMark } from "../drift/clear.ts";
import { ASIDE, type FieldDrift, leaves } from "../drift/live.ts";
import type { Found, FoundWorkload, Owner } from "./found.ts";
import { EVENTS, type Identity } from "./identities.ts";
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
  /** What of the workload it is. */
  attached?: Found;
  /** What it is to get, with the uuids and values that only Coolify knows, in clear. */
  inputs: Properties;
  outputs: Properties;
  /** What Coolify has instead. */
  differences: FieldDrift[];
  /** Paths whose values are encrypted in the state. */
  secrets: string[];
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const PREFIX = "pulumi-nodejs:dynamic/coolify:";

/** What each declared resource is at Coolify. What is nothing there is missing from the result. */
export async function takenFrom(
  host: Host,
  planned: readonly Planned[],
  identities: ReadonlyMap<string, Identity>,
  owner: Owner,
): Promise<Taken[]> {
  const taken = await Promise.all(
    planned.map(async (one): Promise<Taken[]> => {
      const kind = one.type.slice(PREFIX.length);
      const identity = one.type.startsWith(PREFIX) ? identities.get(`${kind} ${one.name}`) : undefined;
      return identity ? [await take(host, one, kind, identity, owner)] : [];
    }),
  );
  return taken.flat();
}

async function take(host: Host, planned: Planned, kind: string, identity: Identity, owner: Owner): Promise<Taken> {
  const { id, live, parents, workload, attached } = identity;
  const secrets = marksIn(planned.inputs);
  const own: Properties = kind === "Project" ? {} : { owner };
  const inputs: Properties = { ...(filled(planned.inputs, live, []) as Properties), ...parents, ...own };
  const base = { planned, kind, id, inputs, ...(workload && { workload }), ...(attached && { attached }) };
  if (EVENTS.includes(kind)) return { ...base, secrets, outputs: { ...inputs, ...DONE }, differences: [] };
  const provider = host.get(`coolify:${kind}`);
  const read = await provider.read(id, { ...inputs, owner });
  const shown = read.inputs ?? {};
  const keys = Object.keys({ ...inputs, ...shown }).filter((key) => !ASIDE.includes(key));
  // Whether something differs is what the provider says, the mark aside: what Coolify leaves open is no difference.
  const { stamp: _, ...unmarked } = inputs;
  const { changes } = await provider.diff(id, { ...read.props, owner }, unmarked);
  const differences = changes ? keys.flatMap((key) => leaves(inputs[key], shown[key], [key])) : [];
  const outputs = { ...read.props, ...inputs, uuid: id, owner };
  return { ...base, secrets: [...secrets, ...secretResults(kind, outputs)], outputs, differences };
}

/** What Coolify adds and nobody may read: the address of a database, with its password. */
function secretResults(kind: string, outputs: Properties): string[] {
  const declared = kinds.find(({ type }) => type === kind);
  return declared ? secretKeys(declared.output).filter((key) => key in outputs) : [];
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
