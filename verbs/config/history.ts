import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Json, Snapshot } from "../../config/snapshot.ts";
import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";

/** One time at which a stack's configuration was applied. */
const Entry = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  /** SHA-256 of the configuration, 64 hexadecimal digits. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type HistoryEntry = z.infer<typeof Entry>;

/** What a stack may be called; anything else would be a path of its own. */
const NAME = /^[a-z][a-z0-9-]*$/;

const folderOf = (context: Context, stack: string) => path.join(context.home, "history", stack);

/**
 * Notes down that a configuration was applied: its hash and, once for each hash, all of it (CFG-5). Secrets stand in it by name only.
 * To be called after an `up` that went well.
 *
 * @returns the entry as `readHistory` gives it
 */
export function recordApplied(context: Context, stack: string, { hash, wanted }: Snapshot, at: Date = new Date()): HistoryEntry {
  const folder = folderOf(context, stack);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = path.join(folder, `${hash}.json`);
  if (!existsSync(kept)) writeWhole(kept, `${JSON.stringify(wanted, null, 2)}\n`);
  const entry = { at: at.toISOString(), hash };
  // One short line is appended in one go: two runs at once leave two lines.
  appendFileSync(path.join(folder, "applied.jsonl"), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  return entry;
}

/** All of it or nothing: what is cut off would be taken for the configuration later on. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** Every apply of a stack, newest first. Empty where it was never applied from here. */
export function readHistory(context: Context, stack: string): HistoryEntry[] {
  const file = path.join(folderOf(context, stack), "applied.jsonl");
  if (!NAME.test(stack) || !existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.flatMap((line) => entryOf(line)).reverse();
}

/** A line that a full disk cut off says nothing. */
function entryOf(line: string): HistoryEntry[] {
  try {
    return [Entry.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

/**
 * The configuration that was applied: named by the beginning of its hash, or by `1` for the last apply, `2` for the one before it.
 *
 * @throws Failure `unknownName` when there is none or several
 */
export function appliedAt(context: Context, stack: string, wanted: string): { entry: HistoryEntry; wanted: Json } {
  const history = readHistory(context, stack);
  if (history.length === 0)
    throw new Failure(EXIT.unknownName, `Nothing is known of an earlier configuration of "${stack}".`, `\`pf up ${stack}\` notes it down.`);
  const found = /^\d{1,3}$/.test(wanted)
    ? history.slice(Number(wanted) - 1, Number(wanted))
    : history.filter(({ hash }) => hash.startsWith(wanted));
  const hashes = new Set(found.map(({ hash }) => hash));
  const [entry] = found;
  if (entry === undefined || hashes.size !== 1)
    throw new Failure(
      EXIT.unknownName,
      hashes.size > 1
        ? `Several configurations of "${stack}" begin with ${wanted}.`
        : `No configuration of "${stack}" is called ${wanted}.`,
      `\`pf config history ${stack}\` lists them.`,
    );
  return { entry, wanted: JSON.parse(readFileSync(path.join(folderOf(context, stack), `${entry.hash}.json`), "utf8")) as Json };
}
