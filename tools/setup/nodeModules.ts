import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execute, firstLines } from "./execute.ts";
import { SetupError, step } from "./say.ts";

interface Lock {
  packages: Record<string, { version?: string; integrity?: string; optional?: boolean; devOptional?: boolean; peer?: boolean }>;
}

/** A copy of the lock file that `node_modules` was last found to match; tools/run compares the two byte by byte. */
const SEEN = ".package-lock.seen";

/** Installs the packages of package-lock.json where `node_modules` does not hold exactly those. */
export async function setUpNodeModules(root: string): Promise<void> {
  if (!nodeModulesMatch(root)) await install(root);
  copyFileSync(join(root, "package-lock.json"), join(root, "node_modules", SEEN));
}

/**
 * True when `node_modules` holds the packages of package-lock.json, no other versions and no others.
 * npm writes down what it installed in `node_modules/.package-lock.json`. What is optional may be missing (another system's binaries).
 */
export function nodeModulesMatch(root: string): boolean {
  const wanted = readLock(join(root, "package-lock.json"));
  const found = readLock(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || found === undefined) return false;
  const same = (path: string) =>
    wanted.packages[path]?.version === found.packages[path]?.version &&
    wanted.packages[path]?.integrity === found.packages[path]?.integrity;
  const complete = Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "") return true;
    if (found.packages[path] === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return same(path);
  });
  return complete && Object.keys(found.packages).every((path) => wanted.packages[path] !== undefined);
}

async function install(root: string): Promise<void> {
  const installing = step("installing the packages of package-lock.json (npm ci)");
  const { code, stderr } = await execute("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
  if (code === 0) return installing.done();
  installing.stop();
  throw new SetupError(`the packages could not be installed: npm ci ended with ${code ?? "no exit code"}.\n${firstLines(stderr)}`);
}

function readLock(path: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Lock;
  } catch {
    return undefined; // nothing installed yet
  }
}
