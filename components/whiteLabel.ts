import * as pulumi from "@pulumi/pulumi";
import type { ResolvedWhiteLabel } from "../config/resolved.ts";
import { deployAll } from "./deployments.ts";
import { afterDeployments, beforeDeployments } from "./hooks.ts";
import { type Outputs, outputsOf } from "./outputs.ts";
import { type PlaceArgs, placeOf } from "./place.ts";
import { workloadsOf } from "./workloads.ts";

export interface WhiteLabelArgs extends PlaceArgs {
  /** The finished configuration of the white-label. */
  whiteLabel: ResolvedWhiteLabel;
}

/**
 * A product for one client, in a project, a network and with credentials of its own: nothing of it is shared with another (PLAT-3).
 *
 * @example
 * new WhiteLabel("acmecorp-wwg", { whiteLabel, server: "main", secrets });
 */
export class WhiteLabel extends pulumi.ComponentResource {
  /** Uuids, addresses, what runs. */
  readonly outputs: Outputs;

  constructor(name: string, args: WhiteLabelArgs, options?: pulumi.ComponentResourceOptions) {
    super("pf:index:WhiteLabel", name, {}, options);
    const { whiteLabel, hooks = {} } = args;
    const hooked = { parent: this, tenant: whiteLabel };
    const repository = hooks.repository?.(hooked) ?? [];
    const place = placeOf(this, whiteLabel, [whiteLabel], args, repository);
    const workloads = workloadsOf(this, whiteLabel, place);
    const before = beforeDeployments(hooks, hooked, workloads);
    const deployments = deployAll(workloads, place, before);
    afterDeployments(hooks, hooked, deployments);
    this.outputs = outputsOf(place, workloads, deployments);
    this.registerOutputs({ ...this.outputs });
  }
}
