import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ConfigError } from "../../config/fault.ts";
import { type Fleet, loadFleet } from "../../config/load.ts";

export const REFERENCE = join(__dirname, "../../config");

/** What becomes of a file: a new text, an edit of the old one, or undefined to remove it. */
export type Edits = Record<string, string | Buffer | undefined | ((text: string) => string)>;

/** Runs with a copy of the reference fleet's YAML, edited. The folder is called `config`, as faults show it. */
export function withFleet<T>(edits: Edits, run: (folder: string) => T): T {
  const home = mkdtempSync(join(tmpdir(), "fleet-"));
  const folder = join(home, "config");
  try {
    cpSync(REFERENCE, folder, { recursive: true, filter: (path) => !path.endsWith(".ts") && !path.endsWith(".json") });
    for (const [path, edit] of Object.entries(edits)) apply(join(folder, path), edit);
    return run(folder);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function apply(path: string, edit: Edits[string]): void {
  // Folders without a file, such as `releases` at first, do not come with a clone.
  mkdirSync(dirname(path), { recursive: true });
  if (edit === undefined) rmSync(path);
  else if (typeof edit === "function") writeFileSync(path, edit(readFileSync(path, "utf8")));
  else writeFileSync(path, edit);
  if (edit === undefined && existsSync(path)) throw new Error(`${path} is still there`);
}

export function fleetWith(edits: Edits): Fleet {
  return withFleet(edits, loadFleet);
}

/** The lines of the error that an edited fleet makes; fails if it loads. */
export function faultsWith(edits: Edits): string[] {
  try {
    fleetWith(edits);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  throw new Error("The edited fleet loads without a fault.");
}

/** Adds lines at the end of a file. */
export function append(lines: string): (text: string) => string {
  return (text) => `${text}${lines}\n`;
}
