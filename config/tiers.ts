import type { Fault } from "./fault.ts";
import type { ConfigFile } from "./files.ts";
import { find, type LocatedRecord, type Path } from "./located.ts";
import { merge } from "./merge.ts";
import { APPLICATION_KEYS } from "./schema.ts";

/** The files that one application is described by, farthest first. */
export interface Tiers {
  core: ConfigFile;
  /** Nearest last; more than one where an instance extends another. */
  instances: ConfigFile[];
  product?: ConfigFile;
}

/** An environment and what it is like: `ep-production` is the `production` of its product. */
export interface EnvironmentOf {
  name: string;
  stage: string;
}

/** What makes an application itself: a product never takes it from the application of its instance. */
const OWN_KEYS = ["application_name", "application_description", "domains", "source"];

const INHERITED_KEYS = APPLICATION_KEYS.filter((key) => !OWN_KEYS.includes(key));

/**
 * What all tiers say about the application of one environment.
 * A nearer tier wins over a farther one; inside a tier its environment wins over its base (decision 13).
 */
export function mergeTiers({ core, instances, product }: Tiers, { name, stage }: EnvironmentOf): LocatedRecord {
  const ofInstance = product === undefined ? APPLICATION_KEYS : INHERITED_KEYS;
  const layers = [
    pick(core, [], APPLICATION_KEYS),
    product && pick(core, ["products"], APPLICATION_KEYS),
    pick(core, ["environments", stage], APPLICATION_KEYS),
    ...instances.flatMap((file) => [pick(file, [], ofInstance), pick(file, ["environments", stage], ofInstance)]),
    product && pick(product, [], APPLICATION_KEYS),
    product && pick(product, ["environments", name], APPLICATION_KEYS),
  ];
  const nearestFile = product ?? instances.at(-1) ?? core;
  return merge([emptyAt(nearestFile), ...layers.filter((layer) => layer !== undefined), emptyAt(nearestFile)]);
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
export function withoutSequels(faults: readonly Fault[], { core, instances, product }: Tiers): Fault[] {
  const refused = [core, ...instances, product].some((file) => file !== undefined && file.refused.length > 0);
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

function pickFrom(block: LocatedRecord, keys: readonly string[]): LocatedRecord {
  return { ...block, entries: new Map([...block.entries].filter(([key]) => keys.includes(key))) };
}

/** So that what is missing is missing in the file that describes the application itself. */
function emptyAt(file: ConfigFile): LocatedRecord {
  return { kind: "record", entries: new Map(), at: file.located.at };
}
