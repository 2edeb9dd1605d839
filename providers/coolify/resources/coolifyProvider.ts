import * as pulumi from "@pulumi/pulumi";
import { CONNECTION_SETTING } from "../engine/shared.ts";

export interface CoolifyProviderArgs {
  /** Name of the Coolify in `servers.yaml`. Its address and token come from `COOLIFY_BASE_URL_<NAME>` and `COOLIFY_TOKEN_<NAME>`. */
  coolify: pulumi.Input<string>;
}

/**
 * One Coolify of several in the same program. Resources that are made with it live there, unless they name another one by `coolify`.
 * It runs in a process of its own. No token stands in it, so none is in state.
 *
 * @example
 * const second = new CoolifyProvider("second", { coolify: "second" });
 * new Project("air", { stamp: "air/air", name: "AIR" }, { provider: second });
 */
export class CoolifyProvider extends pulumi.ProviderResource {
  constructor(name: string, { coolify }: CoolifyProviderArgs, options?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, { [CONNECTION_SETTING]: coolify }, options);
  }
}
