import { readFiles } from "../../config/files.ts";
import { type Explanation, explain, loadFleet, type Setter, type StackOrigins, stackNamed, UnknownKeyError } from "../../config/load.ts";
import { find, type Located, plain } from "../../config/located.ts";
import type { ResolvedStack } from "../../config/resolved.ts";
import { RUNNING_KEYS } from "../../config/tiers.ts";
import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";

/** Where a value comes from. */
export interface Explained extends Explanation {
  /** The application, service or database that it is about; absent for what the stack itself is (its name, its brand). */
  workload?: string;
}

/**
 * Which file and line set a value, and what that overrode, nearest tier first.
 *
 * @param path `air-app-dev.limits.memory`; without the name of an application (`limits.memory`) all that have it are explained;
 * `name`, `brand.primary` and the like are the stack's own
 * @throws UnknownStackError, ConfigError, Failure `unknownName` with what there is instead
 */
export function explainConfig(context: Context, stack: string, path: string): Explained[] {
  const fleet = loadFleet(context.config);
  const described = stackNamed(fleet, stack);
  const origins = fleet.origins[stack] ?? { files: [], workloads: {} };
  const pins = pinsOf(context, stack);
  const [first = "", ...rest] = path.split(".");
  if (Object.hasOwn(origins.workloads, first)) return [explained(described, origins, first, rest.join("."), pins)];
  const all = Object.keys(origins.workloads).flatMap((name) => {
    try {
      return [explained(described, origins, name, path, pins)];
    } catch (error) {
      if (error instanceof Failure && error.exit === EXIT.unknownName) return [];
      throw error;
    }
  });
  if (all.length > 0) return all;
  const own = RUNNING_KEYS.includes(first) ? [] : ownSetters(context, origins, path);
  if (own.length > 0) return [{ path, value: own[0]?.value, setters: own }];
  // The one that is nearest to what was asked tells best what there is.
  const [any] = Object.keys(origins.workloads);
  return [explained(described, origins, any ?? first, any ? path : rest.join("."), pins)];
}

type Pins = ReadonlyMap<string, Setter>;

function explained(stack: ResolvedStack, origins: StackOrigins, workload: string, path: string, pins: Pins): Explained {
  try {
    const explanation = explain(origins, workload, path);
    const pin = path === "source.tag" ? pins.get(environmentOf(stack, workload)) : undefined;
    return { workload, ...explanation, ...(pin && { value: pin.value, setters: [pin, ...explanation.setters] }) };
  } catch (error) {
    const pin = path === "source.commit" ? pins.get(environmentOf(stack, workload)) : undefined;
    if (pin) return { workload, path, value: pin.value, setters: [pin] };
    if (error instanceof UnknownKeyError) throw new Failure(EXIT.unknownName, error.message);
    throw error;
  }
}

function environmentOf(stack: ResolvedStack, workload: string): string {
  if (stack.kind === "platform") return "";
  const tiers = stack.kind === "instance" ? [stack, ...stack.products] : [stack];
  return tiers.flatMap(({ applications }) => applications).find(({ name }) => name === workload)?.environment ?? "";
}

/** A release pins what the tiers only propose. */
function pinsOf(context: Context, stack: string): Pins {
  const located = readFiles(context.config).files.get(`releases/${stack}.yaml`)?.located;
  return new Map([...(located?.entries ?? [])].map(([target, { value }]) => [target, { ...value.at, value: plain(value) }]));
}

/** Files that say what a stack itself is, nearest first. A product's say what the product is. */
const TIERS = [/^white-labels\//, /^products\//, /^instances\//, /^platform/, /^pf-core/];

function ownSetters(context: Context, { files }: StackOrigins, path: string): Setter[] {
  const read = readFiles(context.config).files;
  const isWhiteLabel = files.some((file) => file.startsWith("white-labels/"));
  const tiers = TIERS.filter((pattern) => isWhiteLabel || !pattern.test("products/"));
  return tiers.flatMap((pattern) => files.filter((file) => pattern.test(file)).flatMap((file) => settersIn(read.get(file)?.located, path)));
}

function settersIn(located: Located | undefined, path: string): Setter[] {
  const found = located && find(located, path.split("."));
  return found ? [{ ...found.at, value: plain(found) }] : [];
}
