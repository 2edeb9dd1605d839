import { createHost, type Host } from "../../providers/coolify/host.ts";
import { isSame } from "../../providers/coolify/values.ts";
import { nameOf, type StateResource } from "../pulumi/state.ts";
import { inClear, secretPaths } from "./clear.ts";

type Properties = Record<string, unknown>;

/** One field that is another at Coolify than `up` left it. */
export interface FieldDrift {
  /** In the words of the kind: `healthCheck.path`, `variables.APP_URL.value`. */
  path: string;
  /** What `up` left; never given of a secret. */
  was?: unknown;
  /** What is there now; never given of a secret. */
  is?: unknown;
  /** The value is not shown. */
  secret?: true;
}

/** A resource as Coolify has it. */
export interface LiveResource {
  resource: StateResource;
  urn: string;
  name: string;
  /** `Application`. */
  kind: string;
  state: "same" | "changed" | "gone";
  fields: FieldDrift[];
  /** Keys of variables that somebody else made. */
  foreign: string[];
  /** Its inputs in clear, as state has them. */
  inputs: Properties;
}

const PREFIX = "pulumi-nodejs:dynamic/coolify:";

/** What has happened stays as it is: deployments are not read again. */
const EVENTS = ["Deployment", "ServiceDeployment", "DatabaseDeployment"];

/** Inputs that say nothing about the object, or only steer the program. The mark of what was taken over by hand is missing at Coolify. */
export const ASIDE = ["__provider", "owner", "adopt", "coolify", "deleteData", "stamp"];

/**
 * Reads every resource of a state as a refresh would, in this process, and remembers nothing. Whether something differs is what the
 * providers themselves say, so that a settled platform shows nothing.
 *
 * @param environment where Coolify is and as whom, and that both were asked already
 */
export async function readLive(
  resources: readonly StateResource[],
  environment: Record<string, string | undefined>,
): Promise<LiveResource[]> {
  const host = createHost(environment);
  const ours = resources.filter(({ type, id }) => type.startsWith(PREFIX) && id !== undefined && !EVENTS.includes(kindOf(type)));
  try {
    return await Promise.all(ours.map((resource) => look(host, resource)));
  } finally {
    await host.close();
  }
}

const kindOf = (type: string) => type.slice(PREFIX.length);

async function look(host: Host, resource: StateResource): Promise<LiveResource> {
  const { urn, id = "" } = resource;
  const kind = kindOf(resource.type);
  const provider = host.get(`coolify:${kind}`);
  const [inputs, outputs] = [inClear(resource.inputs) as Properties, inClear(resource.outputs) as Properties];
  const found: LiveResource = { resource, urn, name: nameOf(urn), kind, state: "same", fields: [], foreign: [], inputs };
  // An exclusive set is asked for, so that the variables of others are told too; nothing is written.
  const isSet = kind === "ApplicationVariables" || kind === "ServiceVariables" || kind === "DatabaseVariables";
  const read = await provider.read(id, isSet ? { ...outputs, exclusive: true } : outputs);
  if (read.id === "") return { ...found, state: "gone" };
  const { foreign = [], ...props } = (read.props ?? {}) as Properties & { foreign?: string[] };
  const live = isSet ? { ...props, exclusive: outputs.exclusive } : props;
  const known = isSet && inputs.exclusive !== true ? { foreign } : { foreign: [] };
  const { changes } = await provider.diff(id, live, inputs);
  if (!changes) return { ...found, ...known };
  const secrets = [...secretPaths(resource.inputs), ...secretPaths(resource.outputs), ...alwaysSecret(kind)];
  const fields = fieldsOf(inputs, live, Object.keys(inputs), secrets, (live.unsettled as string[] | undefined) ?? []);
  return { ...found, ...known, state: fields.length > 0 ? "changed" : "same", fields };
}

/** The one field of a file whose text people write tokens into. */
const alwaysSecret = (kind: string) => (kind === "Storage" ? ["content"] : []);

function fieldsOf(inputs: Properties, live: Properties, keys: string[], secrets: string[], unsettled: string[]): FieldDrift[] {
  const all = [...new Set([...keys, ...Object.keys(live).filter((key) => key in inputs)])].filter((key) => !ASIDE.includes(key));
  const told = all.flatMap((key) => leaves(inputs[key], live[key], [key]));
  // A value that Coolify hides, written by somebody else since.
  const hidden = unsettled.map((key) => ({ path: `variables.${key}.value`, was: undefined, is: undefined }));
  const paths = new Set<string>();
  return [...told, ...hidden].flatMap((field): FieldDrift[] => {
    if (paths.has(field.path)) return [];
    paths.add(field.path);
    const isSecret = unsettled.includes(field.path.split(".")[1] ?? "") || secrets.some((path) => isBelow(field.path, path));
    return [isSecret ? { path: field.path, secret: true } : field];
  });
}

const isBelow = (path: string, above: string) => path === above || path.startsWith(`${above}.`) || above.startsWith(`${path}.`);

export function leaves(was: unknown, is: unknown, path: string[]): FieldDrift[] {
  if (isSame(was, is)) return [];
  const [left, right] = [recordOf(was), recordOf(is)];
  if (left && right)
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => leaves(left[key], right[key], [...path, key]));
  return [{ path: path.join("."), was, is }];
}

const recordOf = (value: unknown): Properties | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : undefined;
