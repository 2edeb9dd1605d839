import { readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { spell } from "./check.ts";
import type { Fault } from "./fault.ts";
import type { Located, LocatedRecord, LocatedScalar, Path } from "./located.ts";

/** Compose texts and Dockerfiles are written by people, as YAML is. */
const LARGEST_FILE = 1024 * 1024;

/** Stands for a text that could not be read, so that this is not said twice. */
const NOTHING = "services: {}\n";

/** Reads files that the YAML names beside it, and remembers which. */
export interface Texts {
  /** Folder of the configuration. */
  folder: string;
  /** From that folder: `compose/chat.yaml`. */
  used: Set<string>;
}

/** Where a text may stand in a file of its own; `*` is any key. */
const TEXTS: Path[] = [
  ["source", "dockerfile"],
  ["applications", "*", "source", "dockerfile"],
  ["services", "*", "compose"],
];

/** Puts the contents of the files that are named in one line into their place. A text of several lines is itself. */
export function expandTexts(block: LocatedRecord, texts: Texts, faults: Fault[]): LocatedRecord {
  return TEXTS.reduce((record, path) => expand(record, path, [], texts, faults) as LocatedRecord, block);
}

function expand(located: Located, [step, ...rest]: Path, walked: string[], texts: Texts, faults: Fault[]): Located {
  if (step === undefined) return located.kind === "scalar" ? readText(located, walked, texts, faults) : located;
  if (located.kind !== "record") return located;
  const entries = [...located.entries].map(([key, entry]): [string, typeof entry] => [
    key,
    step === "*" || step === key ? { ...entry, value: expand(entry.value, rest, [...walked, key], texts, faults) } : entry,
  ]);
  return { ...located, entries: new Map(entries) };
}

function readText(scalar: LocatedScalar, walked: string[], { folder, used }: Texts, faults: Fault[]): Located {
  const { value: written, at } = scalar;
  if (typeof written !== "string" || written.includes("\n")) return scalar;
  const path = posix.normalize(posix.join(posix.dirname(at.file), written));
  const inside = posix.relative(basename(folder), path);
  const fault = (reason: string): Located => {
    faults.push({ ...at, path: spell(walked), value: JSON.stringify(shortened(written)), reason });
    return { ...scalar, value: NOTHING };
  };
  if (written.startsWith("/") || inside.startsWith("..")) return fault("must lie in the folder of the configuration");
  const text = textOf(join(folder, inside));
  if (text === undefined) return fault(`there is no file ${shortened(path)}; write its path as seen from this file, or the text itself`);
  if (text === TOO_LARGE) return fault("larger than 1 MB, which no such text is; is it the right file?");
  used.add(inside);
  if (text.trim() === "" || text.includes("\0")) return fault(`${path} is empty or no text`);
  return { ...scalar, value: text };
}

const TOO_LARGE = Symbol("larger than any such text");

/** Undefined where there is no file that can be read; a text of one line that is no path at all is none either. */
function textOf(file: string): string | typeof TOO_LARGE | undefined {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return undefined;
    return stat.size > LARGEST_FILE ? TOO_LARGE : readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const shortened = (path: string) => (path.length > 80 ? `${path.slice(0, 80)}…` : path);
