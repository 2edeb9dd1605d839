import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { execute, lastLines } from "./execute.ts";
import { type Output, type Step, step } from "./say.ts";

/** Where Pulumi publishes its releases, and beside them `pulumi-<version>-checksums.txt` in the format of sha256sum. */
const RELEASES = "https://get.pulumi.com/releases/sdk";

/** How long the network may take to answer at all, so that a machine without one is not kept waiting. Unit: milliseconds. */
const ANSWER_WITHIN = 4_000;

/** How long the archive of some 100 MB may take. Unit: milliseconds. */
const ARCHIVE_WITHIN = 15 * 60_000;

/** Words that Pulumi uses in the names of its archives. */
const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: "linux", darwin: "darwin" };
const PROCESSORS: Partial<Record<NodeJS.Architecture, string>> = { x64: "x64", arm64: "arm64" };

/**
 * Fetches the official release for this machine, checks its checksum and puts the programs into `folder`.
 * @returns undefined when it is there, else a sentence that says why not. Nothing is left behind then.
 */
export async function fetchRelease({
  version,
  folder,
  releases = RELEASES,
  output,
}: {
  version: string;
  folder: string;
  releases?: string;
  output?: Output;
}): Promise<string | undefined> {
  const system = SYSTEMS[process.platform];
  const processor = PROCESSORS[process.arch];
  if (system === undefined || processor === undefined) return `There is no release of Pulumi for ${process.platform} ${process.arch}.`;
  const archive = `pulumi-v${version}-${system}-${processor}.tar.gz`;

  const checksum = await publishedChecksum(`${releases}/pulumi-${version}-checksums.txt`, archive);
  if ("reason" in checksum) return checksum.reason;

  mkdirSync(dirname(folder), { recursive: true });
  const target = `${folder}.${process.pid}`;
  const fetching = step(`fetching the release of Pulumi ${version}`, output);
  try {
    await download(`${releases}/${archive}`, `${target}.tar.gz`, fetching);
    const refusal = await unpack(`${target}.tar.gz`, checksum.sha256, target);
    if (refusal !== undefined) return refusal;
    rmSync(folder, { recursive: true, force: true });
    renameSync(target, folder);
    fetching.done();
    return undefined;
  } catch (error) {
    return `The release of Pulumi could not be fetched (${cause(error)}).`;
  } finally {
    fetching.stop();
    rmSync(target, { recursive: true, force: true });
    rmSync(`${target}.tar.gz`, { force: true });
  }
}

async function publishedChecksum(url: string, archive: string): Promise<{ sha256: string } | { reason: string }> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
    if (!answer.ok) return { reason: `The release of Pulumi could not be fetched (${url} answered ${answer.status}).` };
    const sha256 = findChecksum(await answer.text(), archive);
    return sha256 === undefined ? { reason: `The published checksums of Pulumi do not name ${archive}.` } : { sha256 };
  } catch (error) {
    return { reason: `The release of Pulumi could not be fetched (${cause(error)}).` };
  }
}

/** The SHA-256 of one file in a list as sha256sum writes it: `<hex>  <name>` a line. */
export function findChecksum(list: string, name: string): string | undefined {
  const fields = list.split("\n").map((line) => line.trim().split(/\s+\*?/));
  return fields.find(([sum, file]) => file === name && /^[0-9a-f]{64}$/i.test(sum ?? ""))?.[0]?.toLowerCase();
}

async function download(url: string, file: string, fetching: Step): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ARCHIVE_WITHIN) });
  if (!answer.ok || answer.body === null) throw new Error(`answered ${answer.status}`);
  let bytes = 0;
  const counted = Readable.fromWeb(answer.body).on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    fetching.detail(`${Math.round(bytes / 1_000_000)} MB`);
  });
  await pipeline(counted, createWriteStream(file));
}

async function unpack(archive: string, sha256: string, target: string): Promise<string | undefined> {
  const found = createHash("sha256").update(readFileSync(archive)).digest("hex");
  if (found !== sha256) return "The release of Pulumi that was fetched does not match its published checksum and was thrown away.";
  mkdirSync(target, { recursive: true });
  const { code, stderr } = await execute("tar", ["-xzf", archive, "-C", target, "--strip-components=1"]);
  return code === 0 ? undefined : `The release of Pulumi could not be unpacked (${lastLines(stderr, 1)}).`;
}

function cause(error: unknown): string {
  const { message, name, cause: inner } = error as Error & { cause?: NodeJS.ErrnoException };
  return name === "TimeoutError" ? "no answer in time" : (inner?.code ?? inner?.message ?? message);
}
