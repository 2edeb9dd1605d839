import { join } from "node:path";
import { findExecutable, isExecutable } from "./findExecutable.ts";
import { execute } from "./setup/execute.ts";
import { type PulumiOrigin, readStamp } from "./stamp.ts";
import { formatVersion, isAtLeast, NODE_FLOOR, PULUMI_FLOOR, parseVersion } from "./version.ts";

/** A program on this machine. `version` is bare, such as `3.259.0`. */
export interface Tool {
  path: string;
  version: string;
}

/** The programs that the project runs on. */
export interface Toolchain {
  node: Tool;
  pulumi?: Tool & { origin: PulumiOrigin };
  /** The process that runs our program for Pulumi. */
  languageHost?: string;
  /** The process that holds our providers. */
  dynamicHost?: string;
  /** Needed only to build Pulumi. */
  go?: Tool;
  npm?: Tool;
  /** What is missing or too old, a sentence each, with its cure. Empty when all is well. */
  problems: string[];
}

/**
 * What there is on this machine, for `pf doctor`. Starts four small programs, takes half a second.
 * @param root the project's folder.
 * @param path search path. Default: that of this process, which tools/run has prepared.
 */
export async function findToolchain(root: string, path = process.env.PATH ?? ""): Promise<Toolchain> {
  const [pulumi, go, npm] = await Promise.all([
    tool("pulumi", ["version"], path),
    tool("go", ["version"], path),
    tool("npm", ["--version"], path),
  ]);
  const found = {
    node: { path: process.execPath, version: process.versions.node },
    ...(pulumi && { pulumi: { ...pulumi, origin: origin(root, pulumi.path) } }),
    languageHost: host(root, "pulumi-language-nodejs"),
    dynamicHost: host(root, "pulumi-resource-pulumi-nodejs"),
    ...(go && { go }),
    ...(npm && { npm }),
  };
  return { ...found, problems: CHECKS.flatMap((check) => check(found) ?? []) };
}

const SET_UP = "Start the program with ./pf or an npm script, which bring what is missing.";

const CHECKS: ((found: Omit<Toolchain, "problems">) => string | undefined)[] = [
  ({ node }) =>
    isAtLeast(parseVersion(node.version), NODE_FLOOR)
      ? undefined
      : `Node ${node.version} is older than ${formatVersion(NODE_FLOOR)}. ${SET_UP}`,
  ({ pulumi }) => (pulumi ? undefined : `There is no Pulumi CLI on PATH. ${SET_UP}`),
  ({ pulumi }) =>
    !pulumi || isAtLeast(parseVersion(pulumi.version), PULUMI_FLOOR)
      ? undefined
      : `Pulumi ${pulumi.version} is older than ${formatVersion(PULUMI_FLOOR)}. ${SET_UP}`,
  ({ languageHost, dynamicHost }) =>
    languageHost && dynamicHost
      ? undefined
      : "The hosts in tools/hosts/bin are missing or not executable. Restore them: git checkout -- tools/hosts",
];

async function tool(name: string, args: string[], path: string): Promise<Tool | undefined> {
  const found = findExecutable(name, path);
  if (found === undefined) return undefined;
  const environment = { ...process.env, PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true", GOTOOLCHAIN: "local" };
  const { stdout } = await execute(found, args, { environment, timeout: 20_000 });
  const version = parseVersion(stdout);
  return version && { path: found, version: formatVersion(version) };
}

function origin(root: string, pulumi: string): PulumiOrigin {
  return pulumi.startsWith(join(root, ".tools", "/")) ? (readStamp(root)?.origin ?? "built") : "PATH";
}

function host(root: string, name: string): string | undefined {
  const path = join(root, "tools", "hosts", "bin", name);
  return isExecutable(path) ? path : undefined;
}
