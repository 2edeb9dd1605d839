import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findExecutable, isExecutable } from "../findExecutable.ts";
import type { PulumiOrigin } from "../stamp.ts";
import { formatVersion, isAtLeast, PULUMI_FLOOR, parseVersion } from "../version.ts";
import { execute } from "./execute.ts";

/** What `pulumi version` says, such as `3.259.0`; undefined when the program does not run. */
export async function pulumiVersion(pulumi: string): Promise<string | undefined> {
  const { code, stdout } = await execute(pulumi, ["version"], {
    environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: 20_000,
  });
  const version = code === 0 ? parseVersion(stdout) : undefined;
  return version === undefined ? undefined : formatVersion(version);
}

/**
 * Whether the person's own Pulumi will do: new enough, and with its Node language host, which tells a whole installation
 * from a lone binary. `reason` says why not, and is missing where there is simply none.
 */
export async function pulumiOnPath(searchPath: string): Promise<{ usable: true } | { usable: false; reason?: string }> {
  const pulumi = findExecutable("pulumi", searchPath);
  if (pulumi === undefined) return { usable: false };
  const version = await pulumiVersion(pulumi);
  if (version === undefined) return { usable: false, reason: "the Pulumi on PATH does not run; another one is used." };
  if (!isAtLeast(parseVersion(version), PULUMI_FLOOR)) {
    return { usable: false, reason: `the Pulumi on PATH is ${version}, ${formatVersion(PULUMI_FLOOR)} is needed; another one is used.` };
  }
  if (!hasLanguageHost(pulumi, searchPath)) {
    return { usable: false, reason: `the Pulumi ${version} on PATH comes without pulumi-language-nodejs; another one is used.` };
  }
  return { usable: true };
}

/** Origin of the Pulumi in our own folder if it is the wanted version and complete. */
export async function installedPulumi(bin: string, wanted: string): Promise<PulumiOrigin | undefined> {
  const pulumi = join(bin, "pulumi");
  if (!isExecutable(pulumi) || !isExecutable(join(bin, "pulumi-language-nodejs"))) return undefined;
  if ((await pulumiVersion(pulumi)) !== wanted) return undefined;
  return readOrigin(bin);
}

/** What the set-up wrote down about the Pulumi in our own folder. */
export function readOrigin(bin: string): "release" | "built" | undefined {
  try {
    const origin = readFileSync(join(bin, "origin"), "utf8").trim();
    return origin === "release" || origin === "built" ? origin : undefined;
  } catch {
    return undefined; // interrupted before it was written: it is brought again
  }
}

function hasLanguageHost(pulumi: string, searchPath: string): boolean {
  return (
    isExecutable(join(dirname(realpathSync(pulumi)), "pulumi-language-nodejs")) ||
    findExecutable("pulumi-language-nodejs", searchPath) !== undefined
  );
}
