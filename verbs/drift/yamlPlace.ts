import { type ConfigFile, type ConfigFiles, textAt } from "../../config/files.ts";
import type { StackOrigins } from "../../config/load.ts";
import { find, type Place } from "../../config/located.ts";
import type { ResolvedStack } from "../../config/resolved.ts";

/** Where a workload is described nearest, for its environment alone. */
export interface YamlPlace {
  /** From the root of the configuration: `instances/air.instance.yaml`. */
  file: string;
  /** `environments`, `production`, and where it is no main application `databases`, `main`. */
  path: string[];
  environment: string;
}

type Workload = { name: string; environment: string };

/** @returns undefined for what no file of the stack describes */
export function placeOfWorkload(stack: ResolvedStack, origins: StackOrigins, files: ConfigFiles, name: string): YamlPlace | undefined {
  if (stack.kind === "platform") return undefined;
  const tiers = stack.kind === "instance" ? [{ ...stack, code: undefined }, ...stack.products] : [{ ...stack, code: undefined }];
  for (const { code, applications, services, databases } of tiers) {
    const workload = [...applications, ...services, ...databases].find((one: Workload) => one.name === name);
    const file = workload && tierFile(stack, origins, files, code);
    if (!workload || !file) continue;
    const at = origins.workloads[name]?.layers.map((layer) => layer.at) ?? [];
    const section = sectionOf(origins, files, at) ?? [];
    return { file: file.path, path: ["environments", workload.environment, ...section], environment: workload.environment };
  }
  return undefined;
}

/** The nearest file of a tier: of the product, of the white-label, or of the instance itself and not of the one that it extends. */
function tierFile(stack: ResolvedStack, { files }: StackOrigins, all: ConfigFiles, product: string | undefined): ConfigFile | undefined {
  const own = files.flatMap((path) => all.files.get(path) ?? []);
  if (product !== undefined) return own.find((file) => file.kind === "product" && textAt(file.located, "code") === product);
  if (stack.kind === "whiteLabel") return own.find(({ kind }) => kind === "whiteLabel");
  return own.find((file) => file.kind === "instance" && textAt(file.located, "code") === stack.code);
}

const SECTIONS = ["applications", "databases", "services"];

/** `databases`, `main`: the block that begins where one of the layers does. Undefined: it is the main application of its tier. */
function sectionOf({ files }: StackOrigins, all: ConfigFiles, layers: readonly Place[]): string[] | undefined {
  for (const file of files.flatMap((path) => all.files.get(path) ?? [])) {
    const blocks = [[], ...keysAt(file, ["environments"]).map((name) => ["environments", name]), ["products"], ["white_labels"]];
    for (const block of blocks)
      for (const section of SECTIONS)
        for (const key of keysAt(file, [...block, section])) {
          const at = find(file.located, [...block, section, key])?.at;
          if (at && layers.some((layer) => isSamePlace(layer, at))) return [section, key];
        }
  }
  return undefined;
}

const isSamePlace = (one: Place, other: Place) => one.file === other.file && one.line === other.line && one.column === other.column;

function keysAt({ located }: ConfigFile, path: string[]): string[] {
  const found = find(located, path);
  return found?.kind === "record" ? [...found.entries.keys()] : [];
}
