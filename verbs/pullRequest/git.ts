import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { EXIT, Failure } from "../failure.ts";

const run = promisify(execFile);

/** A commit as git takes it on a command line, nothing that could be an option. */
const COMMIT = /^[A-Za-z0-9][\w./~^@-]*$/;

/** What `git push` says for "there was nothing". */
const NOTHING = /^0+$/;

async function git(folder: string, args: string[], environment: Record<string, string> = {}): Promise<string> {
  try {
    const { stdout } = await run("git", args, { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, ...environment } });
    return stdout;
  } catch (error) {
    const { stderr = "", code } = error as { stderr?: string; code?: unknown };
    if (code === "ENOENT") throw new Failure(EXIT.unexpected, "There is no git on this machine.", "Install git.");
    throw new Failure(
      EXIT.usage,
      `git could not compare the two commits: ${stderr.trim().split("\n").at(-1) ?? "it said nothing"}.`,
      "In a workflow `actions/checkout` needs `fetch-depth: 2`, or 0 where a commit further back is compared with.",
    );
  }
}

/** Whether the commit is there to compare with. A branch that was just made, or pushed by force, has none. */
export async function hasCommit(folder: string, commit: string): Promise<boolean> {
  if (NOTHING.test(commit) || !COMMIT.test(commit)) return false;
  return git(folder, ["rev-parse", "--verify", "--quiet", `${commit}^{commit}`]).then(
    () => true,
    () => false,
  );
}

/**
 * Files that differ between a commit and HEAD, from the root of the repository; a renamed one by both its names.
 *
 * @throws Failure `usage` when git cannot tell
 */
export async function changedFiles(folder: string, base: string): Promise<string[]> {
  const text = await git(folder, ["diff", "--name-only", "--no-renames", "-z", base, "HEAD", "--"]);
  return text.split("\0").filter(Boolean);
}

/** A folder of the repository as it was at a commit. The working tree and git's own index stay as they are. */
export async function withFolderAt<Result>(
  folder: string,
  base: string,
  below: string,
  work: (copy: string) => Result | Promise<Result>,
): Promise<Result | undefined> {
  const place = mkdtempSync(path.join(tmpdir(), "pf-base-"));
  try {
    const index = { GIT_INDEX_FILE: path.join(place, "index") };
    const tree = await git(folder, ["rev-parse", "--verify", "--quiet", `${base}:${below}`]).catch(() => "");
    if (!tree) return undefined;
    await git(folder, ["read-tree", tree.trim()], index);
    const copy = path.join(place, path.basename(below));
    await git(folder, ["checkout-index", "--all", `--prefix=${copy}${path.sep}`], index);
    return await work(copy);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
