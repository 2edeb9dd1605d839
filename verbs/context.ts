import path from "node:path";

/** Where a run of the program lives and what it was started with. Verbs take it first; nothing below reads `process.env` by itself. */
export interface Context {
  /** Folder of the project: Pulumi.yaml, config, tools. */
  root: string;
  /** Folder of everything local: state, passphrase, runs (`PF_HOME`; default `.pf` in the root). */
  home: string;
  /** Folder of the fleet's YAML (`PF_CONFIG`; default `config` in the root). */
  config: string;
  /** The environment the program was started with, plus the sandbox's address where it runs on one. */
  environment: Record<string, string | undefined>;
  /** On the sandbox: a Pulumi account, backend or passphrase of the person's own is not used (`PF_SANDBOX=1`). */
  isolated: boolean;
  /** The Coolify is the offline one that this very program has started: nothing real can be harmed. No variable sets it. */
  offline?: boolean;
}

export function createContext(root: string, environment: Record<string, string | undefined>): Context {
  return {
    root,
    home: path.resolve(root, environment.PF_HOME || ".pf"),
    config: path.resolve(root, environment.PF_CONFIG || "config"),
    environment,
    isolated: environment.PF_SANDBOX === "1",
  };
}
