import { pulumiEnvironment, shellExports } from "../tools/env.ts";
import type { Context } from "./context.ts";

/** `export` lines with which plain `pulumi` works in the project's folder: where its state and passphrase are, and the PATH to it. */
export function shellEnvironment(context: Context): string {
  return shellExports(pulumiEnvironment(context)).trimEnd();
}
