import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isWhole } from "./kept.ts";

/**
 * Mends what a killed Pulumi or a full disk left of a stack's state in a file backend. Called only while nobody works on the stack.
 *
 * Beside every file the backend keeps its attributes (`air.json.attrs`), which it writes without care: cut off by a kill, they make the
 * whole state unreadable ("failed to load checkpoint"), although the state itself is sound. They are made anew when they are missing.
 * A state that was cut off itself is replaced by the one before it, which Pulumi keeps as `.bak`; what was made since is found again by
 * its mark. Where both are cut off, the state that `KeptState` has apart comes back.
 */
export function mendCheckpoint(backendUrl: string, project: string, stack: string): void {
  if (!backendUrl.startsWith("file://")) return;
  const root = path.join(fileURLToPath(backendUrl), ".pulumi");
  const folder = path.join(root, "stacks", project);
  clean(path.join(root, "locks", "organization", project, stack), "");
  clean(folder, `${stack}.json`);
  const state = path.join(folder, `${stack}.json`);
  const former = `${state}.bak`;
  if (existsSync(state) && !isWhole(state) && existsSync(former) && isWhole(former)) putBack(former, state);
}

/** Takes away attributes that were cut off, and files that were being written. */
function clean(folder: string, prefix: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((file) => file.startsWith(prefix))) {
    const file = path.join(folder, name);
    if ((name.endsWith(".attrs") && !isWhole(file)) || /\.(tmp|mended)$/.test(name)) rmSync(file, { force: true });
  }
}

/** All of it or nothing: a kill in the middle must not make it worse. */
function putBack(from: string, to: string): void {
  copyFileSync(from, `${to}.mended`);
  renameSync(`${to}.mended`, to);
}
