import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The passphrase is gone while there is state that only it can read. */
export class LostPassphraseError extends Error {
  override readonly name = "LostPassphraseError"; // by which the program knows its exit code
}

/**
 * The file with the passphrase that guards the secrets of the state in `<home>/backend`; made when there is none.
 * 32 random bytes in base64url, readable by its owner only. Of two processes that make it at once both get the same one.
 * @throws LostPassphraseError when there are stacks but no passphrase: a new one could not read them.
 */
export function passphraseFile(home: string): string {
  const path = join(home, "passphrase");
  if (existsSync(path)) {
    chmodSync(path, 0o600);
    return path;
  }
  if (hasStacks(home)) {
    throw new LostPassphraseError(
      `${path} is gone, and only it can read the secrets of the stacks in ${home}/backend. ` +
        "Put the file back, or remove both folders, backend and workspace: the next `pf up` finds again what was made.",
    );
  }
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path); // unlike a rename it does not replace what another process has just made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return path;
}

/** True when the local backend holds the state of any stack. */
function hasStacks(home: string): boolean {
  try {
    return readdirSync(join(home, "backend", ".pulumi", "stacks"), { recursive: true }).some((name) => String(name).endsWith(".json"));
  } catch {
    return false; // never used
  }
}
