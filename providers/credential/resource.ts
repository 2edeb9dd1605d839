import * as pulumi from "@pulumi/pulumi";

/** Serialised into state: it stays the same for ever (`providers/coolify/loader.ts` says why). */
const LOADER = `exports.handler=()=>require("node:module").createRequire(process.cwd()+"/")("pf-infra/provider-host").get("pf:Credential")`;

export interface CredentialArgs {
  /** What it is called in the YAML. */
  name: pulumi.Input<string>;
  /** Number of letters and digits, 8 to 128. Counts when it is made. Default: 32. */
  length?: pulumi.Input<number>;
  /** Another number makes another value. Default: 1. */
  version?: pulumi.Input<number>;
}

/**
 * A secret text that is made once, kept encrypted in state and never printed.
 *
 * @example
 * const key = new Credential("air-session-key", { name: "session-key" });
 * new ApplicationVariables("…", { application, variables: { SESSION_KEY: { value: key.value } } });
 */
export class Credential extends pulumi.CustomResource {
  /** Letters and digits; secret. */
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, args: CredentialArgs, options?: pulumi.CustomResourceOptions) {
    // Pulumi shows only outputs whose key was among the arguments.
    const all = { length: undefined, version: undefined, ...args, value: undefined, __provider: LOADER };
    super("pulumi-nodejs:dynamic/pf:Credential", name, all, { ...options, additionalSecretOutputs: ["value"] });
  }
}
