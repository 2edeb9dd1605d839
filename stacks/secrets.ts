import * as pulumi from "@pulumi/pulumi";
import type { Secrets } from "../components/values.ts";

/** `stripe-key` → `PF_SECRET_STRIPE_KEY`. */
export const variableOf = (name: string) => `PF_SECRET_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;

/**
 * Secrets that the YAML names: from the environment (`PF_SECRET_<NAME>`), else from the stack's encrypted configuration
 * (`pulumi config set --secret <name>`). The environment wins, so that a rotated secret needs no edit.
 *
 * @throws Error that names both ways when neither has it
 */
export function createSecrets(environment: Record<string, string | undefined>): Secrets {
  const config = new pulumi.Config();
  return (name) => {
    const given = environment[variableOf(name)];
    if (given !== undefined) return pulumi.secret(given);
    const stored = config.getSecret(name);
    if (stored) return stored;
    throw new pulumi.RunError(
      `The secret "${name}" is not there. Set ${variableOf(name)}, or run \`pulumi config set --secret ${name}\` for this stack.`,
    );
  };
}
