import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";

interface ProjectFile {
  main?: string;
  stackConfigDir?: string;
  backend?: unknown;
  plugins?: Record<string, { name: string; path?: string; version?: string }[]>;
  [key: string]: unknown;
}

/** Pulumi.yaml of the project. */
export function readProjectFile(root: string): ProjectFile {
  return parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as ProjectFile;
}

/** Where the stack files of a home lie that is not the project's own. */
export function workspaceFolder(home: string): string {
  return join(home, "workspace");
}

/**
 * A folder from which Pulumi runs the project's program with stack files of its own.
 *
 * Pulumi writes the salt of the passphrase into the stack file, so a stack file belongs to one passphrase and one backend: with another
 * passphrase every command fails. `--config-file` does not help, `stack init` has no such option. So the folder holds a Pulumi.yaml whose `main`
 * is the project: program and provider host then run with the project as their working directory, the stack files lie here.
 * @returns the folder, `<home>/workspace`.
 */
export function separateWorkspace(root: string, home: string): string {
  const folder = workspaceFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeIfChanged(join(folder, "Pulumi.yaml"), stringify(relocated(readProjectFile(root), root)));
  return folder;
}

/** The project file as it must read from another folder. */
function relocated({ stackConfigDir: _, backend: __, plugins, ...rest }: ProjectFile, root: string): ProjectFile {
  const absolute = Object.entries(plugins ?? {}).map(([kind, list]) => [
    kind,
    list.map((plugin) => (plugin.path === undefined ? plugin : { ...plugin, path: resolve(root, plugin.path) })),
  ]);
  return { ...rest, main: resolve(root, rest.main ?? "."), plugins: Object.fromEntries(absolute) };
}

function writeIfChanged(path: string, text: string): void {
  if (read(path) === text) return;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path); // a Pulumi that starts now reads the old file or the new one, never half of it
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // first use
  }
}
