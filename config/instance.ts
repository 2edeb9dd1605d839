import { type PlacedApplication, resolveApplication } from "./application.ts";
import { type Environments, environmentsOfInstance, environmentsOfProduct } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { type ConfigFile, textAt } from "./files.ts";
import { keyPlaceOf, placeOf } from "./located.ts";
import { nearest } from "./nearest.ts";
import { tierReferences } from "./references.ts";
import { pinsOf } from "./releases.ts";
import type { ResolvedInstance } from "./resolved.ts";
import { mergeKey, type Tiers, withoutSequels } from "./tiers.ts";

/** The files of one stack. */
export interface StackFiles {
  core: ConfigFile;
  instances: ConfigFile[];
  products: ConfigFile[];
  release?: ConfigFile;
}

export interface PlacedInstance {
  instance: ResolvedInstance;
  applications: PlacedApplication[];
}

/** The stack of the platform itself bears this name. */
const RESERVED_CODES = ["platform"];

/** One instance with its products, or undefined where faults leave nothing to go on with. */
export function resolveInstance(files: StackFiles, servers: readonly string[], faults: Fault[]): PlacedInstance | undefined {
  const { core, instances } = files;
  const file = instances.at(-1);
  const code = file && textAt(file.located, "code");
  const name = file && textAt(file.located, "name");
  const server = serverOf(files, servers, faults);
  // What is missing was said when the file was read.
  if (file === undefined || code === undefined || name === undefined) return undefined;
  faults.push(...nameFaults(file, code, code));
  const tiers: Tiers = { core, instances };
  const own = environmentsOfInstance(tiers);
  const products = files.products.map((product) => productOf(product, file.stem, tiers));
  const environments = joinEnvironments(own, products, faults);
  const pins = pinsOf(files.release, environments, faults);
  const resolveAll = (of: Tiers, { environments: list }: Environments) => {
    const found: Fault[] = [];
    const references = tierReferences(of, found);
    faults.push(...withoutSequels(found, of));
    return list.map((environment) => resolveApplication(of, environment, references, pins.get(environment.name), faults));
  };
  const applications = resolveAll(tiers, own).filter((placed) => placed !== undefined);
  const ofProducts = products.map((product) => ({
    code: product.code,
    applications: resolveAll({ ...tiers, product: product.file }, product).filter((placed) => placed !== undefined),
  }));
  return {
    applications: [...applications, ...ofProducts.flatMap((product) => product.applications)],
    instance: {
      kind: "instance",
      code,
      project: { name, description: textAt(file.located, "description") ?? "" },
      server: server ?? "",
      ownNetwork: true,
      environments,
      production: environments.filter((environment) => /(^|-)production$/.test(environment)),
      applications: applications.map(({ application }) => application),
      services: [],
      databases: [],
      products: ofProducts.map((product) => ({
        code: product.code,
        applications: product.applications.map(({ application }) => application),
        services: [],
        databases: [],
      })),
    },
  };
}

interface ProductEnvironments extends Environments {
  file: ConfigFile;
  code: string;
}

function productOf(file: ConfigFile, instance: string, tiers: Tiers): ProductEnvironments {
  const code = textAt(file.located, "code");
  // Without a code nothing can be named; that it is missing was said when the file was read.
  if (code === undefined) return { file, code: "", environments: [], faults: [] };
  const { environments, faults } = environmentsOfProduct(file, code, tiers);
  return { file, code, environments, faults: [...faults, ...nameFaults(file, code, `${instance}-${code}`)] };
}

/** The code of a file is in its name, so that people find it. */
function nameFaults(file: ConfigFile, code: string, stem: string): Fault[] {
  const place = placeOf(file.located, ["code"]);
  if (RESERVED_CODES.includes(code))
    return [{ ...place, path: "code", value: code, reason: `"${code}" is kept for the stack of the platform itself; choose another code` }];
  if (file.stem === stem) return [];
  return [
    {
      ...place,
      path: "code",
      value: code,
      reason: `does not fit the name of the file; call the file ${stem}.${file.kind}.yaml, or change the code`,
    },
  ];
}

/** All environments of the project in order; each name belongs to one tier only. */
function joinEnvironments(own: Environments, products: readonly ProductEnvironments[], faults: Fault[]): string[] {
  faults.push(...own.faults, ...products.flatMap((product) => product.faults));
  const owners = new Map(own.environments.map(({ name }) => [name, "the instance itself"]));
  for (const { file, environments } of products) {
    for (const { name } of environments) {
      const owner = owners.get(name);
      const path = ["environments", name];
      if (owner === undefined) owners.set(name, file.file);
      else
        faults.push({
          ...keyPlaceOf(file.located, path),
          path: path.join("."),
          value: name,
          reason: `${owner} has an environment of this name already; rename one of them`,
        });
    }
  }
  return [...owners.keys()];
}

function serverOf({ core, instances }: StackFiles, servers: readonly string[], faults: Fault[]): string | undefined {
  const merged = mergeKey([core, ...instances], "server");
  const server = textAt(merged, "server");
  if (server === undefined) {
    const place = instances.at(-1)?.located.at ?? core.located.at;
    const missing: Fault = { ...place, path: "server", reason: "missing; write the name of a server of servers.yaml", absent: true };
    faults.push(...withoutSequels([missing], { core, instances }));
    return undefined;
  }
  if (servers.includes(server)) return server;
  const suggestion = nearest(server, servers);
  const known = suggestion === undefined && servers.length > 0 ? `; known there: ${servers.join(", ")}` : "";
  faults.push({
    ...placeOf(merged, ["server"]),
    path: "server",
    value: server,
    reason: `no such server in servers.yaml${known}`,
    suggestion,
  });
  return undefined;
}
