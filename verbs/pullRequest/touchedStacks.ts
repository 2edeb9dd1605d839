import path from "node:path";
import { type Fleet, loadFleet, stacksOf } from "../../config/load.ts";
import type { Context } from "../context.ts";
import { changedFiles, hasCommit, withFolderAt } from "./git.ts";
import { type Touched, touchedBy } from "./touched.ts";

/**
 * Stacks that HEAD touches, compared with another commit. Where there is none to compare with, all are.
 *
 * @throws ConfigError when the configuration of HEAD is wrong
 */
export async function touchedStacks({ root, config }: Context, base: string): Promise<Touched> {
  const after = loadFleet(config);
  if (!(await hasCommit(root, base))) return { stacks: Object.keys(stacksOf(after)), removed: [] };
  const below = path.relative(root, config).split(path.sep).join("/");
  const [paths, before] = await Promise.all([changedFiles(root, base), withFolderAt(root, base, below, readable)]);
  return touchedBy({ paths, config: below, before, after });
}

/** A configuration that was wrong before says nothing of what belonged together. */
function readable(folder: string): Fleet | undefined {
  try {
    return loadFleet(folder);
  } catch {
    return undefined;
  }
}
