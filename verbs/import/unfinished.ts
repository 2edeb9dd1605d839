import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";
import type { DraftedInstance } from "./draft.ts";
import { filesOf } from "./trial.ts";

/** An import that has begun to leave traces: what it writes, so that the next one can take away what a killed one left. */
const Note = z.object({
  /** Uuid at Coolify. */
  project: z.string(),
  /** The instance's own file, which is written last. */
  file: z.string(),
  /** SHA-256 by path, from the root of the configuration. */
  files: z.record(z.string(), z.string()),
});
export type Note = z.infer<typeof Note>;

const folderOf = ({ home }: Context) => path.join(home, "imports");
const noteOf = (context: Context, code: string) => path.join(folderOf(context), `${code}.json`);
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** Before anything is left behind. */
export function begin(context: Context, project: string, draft: DraftedInstance): void {
  const files = Object.fromEntries(filesOf(draft).map(([file, text]) => [file, digest(text)]));
  mkdirSync(folderOf(context), { recursive: true, mode: 0o700 });
  writeFileSync(noteOf(context, draft.code), JSON.stringify({ project, file: draft.file, files } satisfies Note), { mode: 0o600 });
}

export function end(context: Context, code: string): void {
  rmSync(noteOf(context, code), { force: true });
}

/**
 * Takes away the files of imports that were killed while they wrote them; one whose own file is there had all done.
 *
 * @returns imports that are to be made anew, by their code
 */
export function unfinished(context: Context): Map<string, Note> {
  const notes = existsSync(folderOf(context)) ? readdirSync(folderOf(context)).filter((file) => file.endsWith(".json")) : [];
  const open = new Map<string, Note>();
  for (const file of notes) {
    const code = path.basename(file, ".json");
    const note = readNote(path.join(folderOf(context), file));
    if (!note || isSame(context, note.file, note.files[note.file])) end(context, code);
    else {
      for (const [left, hash] of Object.entries(note.files)) if (isSame(context, left, hash)) rmSync(path.join(context.config, left));
      open.set(code, note);
    }
  }
  return open;
}

/** One that was cut off itself says that nothing was begun. */
function readNote(file: string): Note | undefined {
  try {
    return Note.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function isSame({ config }: Context, file: string, hash: string | undefined): boolean {
  const full = path.join(config, file);
  return existsSync(full) && digest(readFileSync(full, "utf8")) === hash;
}

/** @throws Failure where the name of a new file is taken */
export function requireFree({ config }: Context, files: readonly string[]): void {
  const taken = files.find((file) => existsSync(path.join(config, file)));
  if (taken) throw new Failure(EXIT.usage, `config/${taken} is there already.`, "Name another code: --code <code>.");
}

/** Each file is there as a whole or not at all. @returns the files, from the root of the configuration */
export function writeFiles({ config }: Context, draft: DraftedInstance): string[] {
  const files = filesOf(draft);
  for (const [file, text] of files) {
    const full = path.join(config, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(`${full}.new`, text);
    renameSync(`${full}.new`, full);
  }
  return files.map(([file]) => file).sort();
}
