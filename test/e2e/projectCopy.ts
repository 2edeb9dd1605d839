import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..", "..");

/** What the program consists of; the rest of the project is not needed to run it. */
const PARTS = ["cli", "components", "config", "providers", "stacks", "tools", "verbs", "Pulumi.yaml", "package.json"];

/**
 * A copy of the program. With a backend of the person's own, stack files lie in the project itself (`stacks/`): a test must not leave
 * any there.
 *
 * @returns the folder
 */
export function copyProject(to: string): string {
  mkdirSync(to, { recursive: true });
  for (const part of PARTS)
    cpSync(path.join(root, part), path.join(to, part), { recursive: true, filter: (source) => !/stacks\/Pulumi\..*\.yaml$/.test(source) });
  for (const part of ["node_modules", ".tools"]) symlinkSync(path.join(root, part), path.join(to, part));
  return to;
}
