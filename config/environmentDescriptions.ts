import { type ConfigFile, textAt } from "./files.ts";
import type { EnvironmentOf } from "./tiers.ts";
import { blockAt } from "./tiers.ts";

/** Words for people about environments, by their name; those of the nearest file that has some. @param files farthest first */
export function environmentDescriptions(files: readonly (ConfigFile | undefined)[], environments: readonly EnvironmentOf[]) {
  const entries = environments.flatMap(({ name }): [string, string][] => {
    const blocks = files.flatMap((file) => (file && blockAt(file, ["environments", name])) ?? []);
    const described = blocks.flatMap((block) => textAt(block, "description") ?? []).at(-1);
    return described === undefined ? [] : [[name, described]];
  });
  return Object.fromEntries(entries);
}
