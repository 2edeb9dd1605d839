import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findExecutable } from "../findExecutable.ts";
import type { PulumiOrigin } from "../stamp.ts";
import { formatVersion, PULUMI_FLOOR } from "../version.ts";
import { buildPulumi } from "./build.ts";
import { installedPulumi, pulumiOnPath } from "./installed.ts";
import { fetchRelease } from "./release.ts";
import { SetupError, say } from "./say.ts";

/**
 * Finds or brings a Pulumi CLI, in this order: the one on PATH if it will do, the one in `.tools/pulumi/bin` if it is the wanted version,
 * the official release, one built from Go modules.
 * @throws SetupError when none of them works.
 */
export async function setUpPulumi(root: string): Promise<{ origin: PulumiOrigin; wanted: string }> {
  const wanted = readFileSync(join(root, "tools", "pulumi", "version"), "utf8").trim();
  const own = await pulumiOnPath(process.env.PATH ?? "");
  if (own.usable) return { origin: "PATH", wanted };
  if (own.reason !== undefined) say(own.reason);

  const bin = join(root, ".tools", "pulumi", "bin");
  const present = await installedPulumi(bin, wanted);
  if (present !== undefined) return { origin: present, wanted };

  const origin = await bring(root, bin, wanted);
  writeFileSync(join(bin, "origin"), `${origin}\n`);
  return { origin, wanted };
}

async function bring(root: string, bin: string, wanted: string): Promise<PulumiOrigin> {
  const refusal = await fetchRelease({ version: wanted, folder: bin });
  if (refusal === undefined) return "release";
  const go = findExecutable("go", process.env.PATH ?? "");
  if (go === undefined) throw new SetupError(`${refusal} There is no Go to build it with either. ${BY_HAND}`);
  say(`${refusal} Pulumi ${wanted} is built from its Go modules instead.`);
  const failure = await buildPulumi({ go, module: join(root, "tools", "pulumi"), version: wanted, folder: bin });
  if (failure !== undefined) throw new SetupError(`${failure}\n${BY_HAND}`);
  writeHosts(bin);
  return "built";
}

const BY_HAND = `Install Pulumi ${formatVersion(PULUMI_FLOOR)} or newer by hand (https://www.pulumi.com/docs/install/) and try again.`;

/** Pulumi looks for its helpers beside itself. The release brings its own; a built one gets ours. */
const HOSTS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

function writeHosts(bin: string): void {
  mkdirSync(bin, { recursive: true });
  for (const name of HOSTS) {
    const path = join(bin, name);
    // Files and not links: Pulumi warns about helpers on PATH that resolve to somewhere else than beside itself.
    const text = `#!/bin/sh\n# Written by the set-up: the host itself is part of the project.\nexec "\${0%/*}/../../../tools/hosts/bin/${name}" "$@"\n`;
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
    chmodSync(path, 0o755);
  }
}
