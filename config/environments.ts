import type { Fault } from "./fault.ts";
import type { ConfigFile } from "./files.ts";
import { keyPlaceOf } from "./located.ts";
import { merge } from "./merge.ts";
import { nearest } from "./nearest.ts";
import { blockAt, type EnvironmentOf, type Tiers } from "./tiers.ts";

/** `dev` in `air-app-dev`; an environment that is not listed is its own short form. */
const SHORT: Record<string, string> = { development: "dev", staging: "staging", production: "prod" };

export function shortOf(stage: string): string {
  // Names are made of it.
  return Object.hasOwn(SHORT, stage) ? (SHORT[stage] ?? stage) : stage.replaceAll(/[^a-z0-9]+/g, "-");
}

export interface Environments {
  environments: EnvironmentOf[];
  faults: Fault[];
}

/** The environments of an instance: those of pf-core in its order, then its own; what is null is left out. */
export function environmentsOfInstance({ core, instances }: Tiers): Environments {
  const files = [core, ...instances];
  const blocks = files.map((file) => blockAt(file, ["environments"])).filter((block) => block !== undefined);
  const [farthest, ...nearer] = blocks;
  if (farthest === undefined) return { environments: [], faults: [] };
  const known = [...(blockAt(core, ["environments"])?.entries.keys() ?? []), ...Object.keys(SHORT)];
  const faults = instances.flatMap((file) => misspelt(file, known, known, ""));
  const names = [...merge([farthest, ...nearer]).entries.keys()];
  return { environments: names.filter((name) => !blamed(name, faults)).map((name) => ({ name, stage: name })), faults };
}

/** The environments of a product bear its code: `ep-production`, which is also what a product has that names none. */
export function environmentsOfProduct(product: ConfigFile, code: string, { core, instances }: Tiers): Environments {
  const prefix = `${code}-`;
  const written = [...(blockAt(product, ["environments"])?.entries ?? [])];
  const stages = [core, ...instances].flatMap((file) => [...(blockAt(file, ["environments"])?.entries.keys() ?? [])]);
  const faults = misspelt(
    product,
    stages.map((stage) => prefix + stage),
    [],
    prefix,
  );
  const names = written.length === 0 ? [`${prefix}production`] : written.map(([name]) => name);
  const sound = names.filter((name) => !blamed(name, faults));
  const environments = sound.map((name) => ({ name, stage: name.slice(prefix.length) }));
  return { environments, faults };
}

/** The environments of a white-label are called like the stages: `production`, which is also what one has that names none. */
export function environmentsOfWhiteLabel(file: ConfigFile, code: string, { core, instances }: Tiers): Environments {
  const stages = [core, ...instances].flatMap((tier) => [...(blockAt(tier, ["environments"])?.entries.keys() ?? [])]);
  const written = [...(blockAt(file, ["environments"])?.entries.keys() ?? [])];
  const ofProduct = written.filter((name) => name.startsWith(`${code}-`)).map((name) => prefixed(file, name, name.slice(code.length + 1)));
  const faults = [...ofProduct, ...misspelt(file, stages, [], "")];
  const names = (written.length === 0 ? ["production"] : written).filter((name) => !blamed(name, faults));
  return { environments: names.map((name) => ({ name, stage: name })), faults };
}

/** In a project of its own nothing needs to be told from what belongs to others. */
function prefixed(file: ConfigFile, name: string, suggestion: string): Fault {
  const path = ["environments", name];
  const reason = "environments of a white-label are called without the code of its product";
  return { ...keyPlaceOf(file.located, path), path: path.join("."), value: name, reason, suggestion };
}

/** A name that is wrong would bring faults of its own. */
function blamed(name: string, faults: readonly Fault[]): boolean {
  return faults.some((fault) => fault.value === name);
}

/** Any name may be a new environment, but not one that looks like a slip of the pen, and not an empty one that nobody knows. */
function misspelt(file: ConfigFile, known: string[], removable: string[], prefix: string): Fault[] {
  return [...(blockAt(file, ["environments"])?.entries ?? [])].flatMap(([name, { value }]) => {
    const fault = (reason: string, suggestion?: string): Fault[] => {
      const path = ["environments", name];
      return [{ ...keyPlaceOf(file.located, path), path: path.join("."), value: name, reason, suggestion }];
    };
    const empty = value.kind === "scalar" && value.value === null;
    if (known.includes(name))
      return empty && !removable.includes(name) ? fault("empty; write {} for an environment without settings of its own") : [];
    if (!name.startsWith(prefix)) return fault(`environments of this product begin with its code, ${prefix.slice(0, -1)}`, prefix + name);
    // `ep-production` is no slip of `production`: it says what it means.
    const derived = name.split("-").some((part) => known.includes(part));
    const suggestion = derived ? undefined : nearest(name, known);
    if (suggestion !== undefined) return fault("no such key", suggestion);
    return empty ? fault("nothing of this name to remove; write {} for an environment without settings of its own") : [];
  });
}
