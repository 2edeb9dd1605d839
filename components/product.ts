import * as pulumi from "@pulumi/pulumi";
import type { ResolvedProduct } from "../config/resolved.ts";
import type { Place } from "./place.ts";
import { type Workloads, workloadsOf } from "./workloads.ts";

export interface ProductArgs {
  product: ResolvedProduct;
  /** The instance's project, environments and network; a product lives inside them. */
  place: Place;
}

/**
 * A product of an instance: its applications, services and databases, in environments inside the instance's project.
 *
 * The instance deploys them together with its own, so a product only says what is to be deployed.
 *
 * @example
 * new Product("ep", { product: resolved.products[0], place }, { parent: instance });
 */
export class Product extends pulumi.ComponentResource {
  readonly workloads: Workloads;

  constructor(name: string, { product, place }: ProductArgs, options?: pulumi.ComponentResourceOptions) {
    super("pf:index:Product", name, {}, options);
    this.workloads = workloadsOf(this, product, place);
    this.registerOutputs({ code: product.code });
  }
}
