import * as pulumi from "@pulumi/pulumi";
import type { ResolvedInstance } from "../config/resolved.ts";
import { deployAll } from "./deployments.ts";
import { afterDeployments, beforeDeployments } from "./hooks.ts";
import { type Outputs, outputsOf } from "./outputs.ts";
import { type PlaceArgs, placeOf } from "./place.ts";
import { Product } from "./product.ts";
import { joined, workloadsOf } from "./workloads.ts";

export interface InstanceArgs extends PlaceArgs {
  /** The finished configuration of the instance. */
  instance: ResolvedInstance;
}

/**
 * One instance: a Coolify project with its environments and its network, what runs in them, and its products, deployed together.
 *
 * @example
 * new Instance("air", { instance, server: "main", secrets });
 */
export class Instance extends pulumi.ComponentResource {
  /** Uuids, addresses, what runs. */
  readonly outputs: Outputs;

  constructor(name: string, args: InstanceArgs, options?: pulumi.ComponentResourceOptions) {
    super("pf:index:Instance", name, {}, options);
    const { instance, hooks = {} } = args;
    const hooked = { parent: this, tenant: instance };
    const repository = hooks.repository?.(hooked) ?? [];
    const place = placeOf(this, instance, [instance, ...instance.products], args, repository);
    const own = workloadsOf(this, instance, place);
    const products = instance.products.map((product) => new Product(product.code, { product, place }, { parent: this }));
    const all = joined([own, ...products.map(({ workloads }) => workloads)]);
    const before = beforeDeployments(hooks, hooked, all);
    const deployments = deployAll(all, place, before);
    afterDeployments(hooks, hooked, deployments);
    this.outputs = outputsOf(place, all, deployments);
    this.registerOutputs({ ...this.outputs });
  }
}
