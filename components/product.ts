import * as pulumi from "@pulumi/pulumi";
import type { ResolvedProduct } from "../config/resolved.ts";
import { type Deployable, deployable, type Place } from "./application.ts";

export interface ProductArgs {
  product: ResolvedProduct;
  /** The instance's project and environments; a product lives inside them. */
  place: Place;
}

/**
 * A product of an instance: its applications with their variables, in environments inside the instance's project.
 *
 * The instance deploys them together with its own, so a product only says what is to be deployed.
 *
 * @example
 * new Product("ep", { product: resolved.products[0], place }, { parent: instance });
 */
export class Product extends pulumi.ComponentResource {
  readonly deployables: Deployable[];

  constructor(name: string, { product, place }: ProductArgs, options?: pulumi.ComponentResourceOptions) {
    super("pf:index:Product", name, {}, options);
    this.deployables = product.applications.map((application) => deployable(this, application, place));
    this.registerOutputs({ code: product.code });
  }
}
