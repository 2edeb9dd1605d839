import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { EditError, withValue } from "../../config/edit.ts";
import { ConfigError } from "../../config/fault.ts";
import { loadFleet } from "../../config/load.ts";
import type { Context } from "../context.ts";
import type { Keeping, KeepPlan, Refusal } from "./keep.ts";

/** One file as it is and as it would be. */
export interface EditedFile {
  /** From the root of the configuration. */
  file: string;
  before: string;
  after: string;
}

export interface Edits {
  files: EditedFile[];
  kept: Keeping[];
  refused: Refusal[];
}

/**
 * Makes the edits in a copy of the configuration and holds each against its rules: what makes a file wrong is refused with the reason,
 * the others stay. Nothing of the configuration itself is touched.
 */
export function tryEdits(context: Context, { keepings, refused }: KeepPlan): Edits {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-keep-"));
  // Faults name files by the folder that they lie in.
  const copy = path.join(folder, path.basename(context.config));
  try {
    cpSync(context.config, copy, { recursive: true, filter: (file) => !file.endsWith(".ts") });
    const result: Edits = { files: [], kept: [], refused: [...refused] };
    for (const keeping of keepings) {
      const reason = tryOne(copy, keeping);
      if (reason === undefined) result.kept.push(keeping);
      else result.refused.push({ what: keeping.what, reason });
    }
    const files = [...new Set(result.kept.map(({ file }) => file))];
    return { ...result, files: files.map((file) => ({ file, before: textOf(context.config, file), after: textOf(copy, file) })) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const textOf = (folder: string, file: string) => (existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), "utf8") : "");

/** @returns why it cannot be */
function tryOne(folder: string, { file, path: where, value }: Keeping): string | undefined {
  const before = textOf(folder, file);
  const full = path.join(folder, file);
  try {
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, withValue(before, where, value));
    loadFleet(folder);
    return undefined;
  } catch (error) {
    writeFileSync(full, before);
    if (error instanceof ConfigError) return error.faults[0]?.reason ?? error.message;
    if (error instanceof EditError) return error.message;
    throw error;
  }
}

/**
 * Writes the edited files. Each is replaced as a whole, and only while it still is what the edits were made from.
 *
 * @throws Error where somebody changed a file meanwhile
 */
export function writeEdits(context: Context, files: readonly EditedFile[]): void {
  for (const { file, before } of files)
    if (textOf(context.config, file) !== before)
      throw new Error(`${file} was changed meanwhile; nothing was written. Run the command again.`);
  for (const { file, after } of files) {
    const full = path.join(context.config, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(`${full}.tmp`, after);
    renameSync(`${full}.tmp`, full);
  }
}

/** Lines that go and come, with up to two around them that stay. */
export function diffLines(before: string, after: string): { sign: " " | "-" | "+"; line: string }[] {
  const [left, right] = [before.split("\n"), after.split("\n")];
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      row(lengths, i)[j] = left[i] === right[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
  const all: { sign: " " | "-" | "+"; line: string }[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    if (i < left.length && left[i] === right[j]) all.push({ sign: " ", line: left[i++] ?? "" }) && j++;
    else if (i < left.length && (j >= right.length || at(lengths, i + 1, j) >= at(lengths, i, j + 1)))
      all.push({ sign: "-", line: left[i++] ?? "" });
    else all.push({ sign: "+", line: right[j++] ?? "" });
  }
  return all.filter((_, index) => all.slice(Math.max(0, index - 2), index + 3).some(({ sign }) => sign !== " "));
}

const row = (lengths: number[][], i: number): number[] => lengths[i] ?? [];
const at = (lengths: number[][], i: number, j: number): number => lengths[i]?.[j] ?? 0;
