import { readFiles } from "../../config/files.ts";
import { find, type Located } from "../../config/located.ts";
import type { Block } from "./blocks/block.ts";

/** What pf-core gives every application, and what was made by hand does not have: taken away by name. */
export interface Core {
  environments: string[];
  without: Block;
}

/** Blocks of pf-core whose entries reach every application. */
const BLOCKS = ["variables", "features", "storages", "tasks", "databases", "services", "applications", "compose_domains"];

export function coreOf(config: string): Core {
  const core = readFiles(config).files.get("pf-core.config.yaml")?.located;
  const environments = keysAt(core, ["environments"]);
  const without = BLOCKS.flatMap((block): [string, Block][] => {
    const keys = [[], ...environments.map((name) => ["environments", name])].flatMap((path) => keysAt(core, [...path, block]));
    return keys.length > 0 ? [[block, Object.fromEntries(keys.map((key) => [key, null]))]] : [];
  });
  return { environments, without: Object.fromEntries(without) };
}

const keysAt = (located: Located | undefined, path: string[]): string[] => {
  const at = located && find(located, path);
  return at?.kind === "record" ? [...at.entries.keys()] : [];
};
