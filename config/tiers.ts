import { APPLICATION_KEYS } from "./applicationSchema.ts";
import type { Fault } from "./fault.ts";
import type { ConfigFile } from "./files.ts";
import { find, type LocatedRecord, type Path } from "./located.ts";
import { merge } from "./merge.ts";
import { WORKLOAD_KEYS } from "./schema.ts";

/** The files that one application is described by, farthest first. */
export interface Tiers {
  core: ConfigFile;
  /** Nearest last; more than one where an instance extends another. */
  instances: ConfigFile[];
  product?: ConfigFile;
  /** Only beside a product. */
  whiteLabel?: ConfigFile;
}

/** An environment and what it is like: `ep-production` is the `production` of its product. */
export interface EnvironmentOf {
  name: string;
  stage: string;
}

export const RUNNING_KEYS: readonly string[] = [...APPLICATION_KEYS, ...WORKLOAD_KEYS, "own_application"];

/** What makes an application itself, and where it is found. */
const IDENTITY = [
  ...["application_name", "application_description", "coolify_name", "destination"],
  ...["domains", "noindex_domains", "compose_domains", "adopt"],
];

/** What a product never takes from its instance: another application from another source, with belongings of its own. */
const OF_INSTANCE = [
  ...IDENTITY,
  ...["source", "build", "compose", "pre_deployment", "post_deployment", "container", "storages", "tasks"],
  ...WORKLOAD_KEYS,
  "own_application",
];

/** What a further application never takes from the tier's own: the rest, its source included, is the same. */
export const OF_MAIN = [...IDENTITY, "container", "storages", "tasks", "previews", ...WORKLOAD_KEYS];

const without = (keys: readonly string[]) => RUNNING_KEYS.filter((key) => !keys.includes(key));
const PRODUCT_TAKES = without(OF_INSTANCE);
const WHITE_LABEL_TAKES = without(IDENTITY);

/**
 * What all tiers say about one environment, farthest first. A nearer tier wins over a farther one; inside a tier its environment wins
 * over its base (decision 13).
 */
export function layersOf({ core, instances, product, whiteLabel }: Tiers, { name, stage }: EnvironmentOf): LocatedRecord[] {
  const ofInstance = product === undefined ? RUNNING_KEYS : PRODUCT_TAKES;
  const ofProduct = whiteLabel === undefined ? RUNNING_KEYS : WHITE_LABEL_TAKES;
  const code = product && find(product.located, ["code"]);
  const inProduct = whiteLabel === undefined || code?.kind !== "scalar" ? name : `${code.value}-${stage}`;
  const layers = [
    pick(core, [], RUNNING_KEYS),
    product && pick(core, ["products"], ofProduct),
    pick(core, ["environments", stage], RUNNING_KEYS),
    whiteLabel && pick(core, ["white_labels"], RUNNING_KEYS),
    ...instances.flatMap((file) => [pick(file, [], ofInstance), pick(file, ["environments", stage], ofInstance)]),
    product && pick(product, [], ofProduct),
    product && pick(product, ["environments", inProduct], ofProduct),
    whiteLabel && pick(whiteLabel, [], RUNNING_KEYS),
    whiteLabel && pick(whiteLabel, ["environments", name], RUNNING_KEYS),
  ];
  return layers.filter((layer) => layer !== undefined);
}

/** The layers laid over each other. What is missing is missing in the nearest file. */
export function mergeLayers(layers: readonly LocatedRecord[], tiers: Tiers): LocatedRecord {
  const nearest = emptyAt(nearestFile(tiers));
  return merge([nearest, ...layers, nearest]);
}

export function nearestFile({ core, instances, product, whiteLabel }: Tiers): ConfigFile {
  return whiteLabel ?? product ?? instances.at(-1) ?? core;
}

/** One key of the tiers above the environments, such as `brand`; farthest file first. */
export function mergeKey(files: readonly (ConfigFile | LocatedRecord | undefined)[], key: string): LocatedRecord {
  const blocks = files.map((file) => (file !== undefined && "located" in file ? file.located : file));
  const layers = blocks.map((block) => block && pickFrom(block, [key])).filter((layer) => layer !== undefined);
  const [farthest, ...nearer] = layers;
  return farthest === undefined
    ? { kind: "record", entries: new Map(), at: { file: "", line: 1, column: 1 } }
    : merge([farthest, ...nearer]);
}

/** What is absent may be what was refused in one of the files: that was said there. */
export function withoutSequels(faults: readonly Fault[], { core, instances, product, whiteLabel }: Tiers): Fault[] {
  const refused = [core, ...instances, product, whiteLabel].some((file) => file !== undefined && file.refused.length > 0);
  return faults.filter((fault) => !(refused && fault.absent));
}

export function blockAt(file: ConfigFile, path: Path): LocatedRecord | undefined {
  const block = find(file.located, path);
  return block?.kind === "record" ? block : undefined;
}

function pick(file: ConfigFile, path: Path, keys: readonly string[]): LocatedRecord | undefined {
  const block = blockAt(file, path);
  return block && pickFrom(block, keys);
}

/** A block with some of its keys. */
export function pickFrom(block: LocatedRecord, keys: readonly string[]): LocatedRecord {
  return { ...block, entries: new Map([...block.entries].filter(([key]) => keys.includes(key))) };
}

/** So that what is missing is missing in the file that describes the application itself. */
function emptyAt(file: ConfigFile): LocatedRecord {
  return { kind: "record", entries: new Map(), at: file.located.at };
}
