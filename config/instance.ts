import { environmentDescriptions } from "./environmentDescriptions.ts";
import { type Environments, environmentsOfInstance, environmentsOfProduct } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { type ConfigFile, textAt } from "./files.ts";
import { keyPlaceOf, placeOf } from "./located.ts";
import { tierReferences } from "./references.ts";
import { pinsOf, strayPins } from "./releases.ts";
import type { ResolvedInstance } from "./resolved.ts";
import { bareOf, type Joined, joined, type Running, resolveRooms } from "./room.ts";
import { resolveShared, type SharedTier } from "./sharedVariables.ts";
import { hasOwnNetwork, serverOf } from "./tenant.ts";
import type { Texts } from "./texts.ts";
import { type Tiers, withoutSequels } from "./tiers.ts";

/** The files of one stack. */
export interface StackFiles {
  core: ConfigFile;
  instances: ConfigFile[];
  products: ConfigFile[];
  release?: ConfigFile | undefined;
}

export interface PlacedInstance {
  stack: ResolvedInstance;
  /** The instance's own and its products'. */
  all: Joined;
}

/** The stack of the platform itself bears this name. */
const RESERVED_CODES = ["platform"];

/** One instance with its products, or undefined where faults leave nothing to go on with. */
export function resolveInstance(files: StackFiles, servers: readonly string[], texts: Texts, faults: Fault[]): PlacedInstance | undefined {
  const { core, instances } = files;
  const file = instances.at(-1);
  const code = file && textAt(file.located, "code");
  const name = file && textAt(file.located, "name");
  const server = serverOf([core, ...instances], servers, { core, instances }, faults);
  // What is missing was said when the file was read.
  if (file === undefined || code === undefined || name === undefined) return undefined;
  faults.push(...nameFaults(file, code, code));
  const tiers: Tiers = { core, instances };
  const own = environmentsOfInstance(tiers);
  const products = files.products.map((product) => productOf(product, file.stem, tiers));
  const environments = joinEnvironments(own, products, faults);
  const pins = pinsOf(files.release, environments, faults);
  const resolveAll = (of: Tiers, prefix: string, { environments: list }: Environments, below?: Map<string, Running>) => {
    const found: Fault[] = [];
    const references = tierReferences(of, found);
    faults.push(...withoutSequels(found, of));
    return resolveRooms({ tiers: of, references, prefix, pins, texts }, list, faults, (stage) => below?.get(stage)?.names);
  };
  const rooms = resolveAll(tiers, code, own);
  const ofProducts = products.map((product) => ({
    code: product.code,
    rooms: resolveAll({ ...tiers, product: product.file }, product.code, product, rooms),
  }));
  const every = [rooms, ...ofProducts.map((product) => product.rooms)].flatMap((some) => [...some.values()]);
  const tierOf = (of: Tiers, nearer: ConfigFile[], { environments: list }: Environments): SharedTier => {
    // What is wrong with references was said.
    return { files: nearer, environments: list, references: tierReferences(of, []) };
  };
  const sharedVariables = resolveShared(
    tierOf(tiers, [core, ...instances], own),
    products.map((product) => tierOf({ ...tiers, product: product.file }, [product.file], product)),
    faults,
  );
  const targets = every.flatMap((room) => room.targets);
  faults.push(...strayPins(pins, targets));
  return {
    all: joined(every),
    stack: {
      kind: "instance",
      code,
      project: { name, description: textAt(file.located, "description") ?? "" },
      server: server ?? "",
      ownNetwork: hasOwnNetwork([core, ...instances]),
      environments,
      environmentDescriptions: Object.assign(
        environmentDescriptions([core, ...instances], own.environments),
        ...products.map((product) => environmentDescriptions([product.file], product.environments)),
      ),
      sharedVariables,
      production: [own, ...products].flatMap((tier) =>
        tier.environments.filter(({ stage }) => stage === "production").map((one) => one.name),
      ),
      ...bareOf(joined(rooms.values())),
      products: ofProducts.map((product) => ({ code: product.code, ...bareOf(joined(product.rooms.values())) })),
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
