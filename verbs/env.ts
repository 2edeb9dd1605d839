import { type PulumiEnvironment, pulumiEnvironment, shellExports } from "../tools/env.ts";
import type { Context } from "./context.ts";

/** How plain `pulumi` runs in the project's folder: where its state and passphrase are, and the PATH to it. */
export interface ShellEnvironment extends Pick<PulumiEnvironment, "variables" | "unset"> {
  /** The same as lines for a POSIX shell. */
  exports: string;
}

export function shellEnvironment(context: Context): ShellEnvironment {
  const { variables, unset } = pulumiEnvironment(context);
  return { variables, unset, exports: shellExports({ variables, unset }).trimEnd() };
}
