import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { loaderOf } from "./loader.ts";
import type { ResourceShape } from "./shape.ts";

type Primitive = string | number | boolean | null | undefined;

/** A value in which every part may be an output of another resource. */
export type Wrapped<T> = [T] extends [Primitive] ? pulumi.Input<T> : pulumi.Input<WrappedParts<T>>;
type WrappedParts<T> = T extends (infer Item)[] ? Wrapped<Item>[] : T extends object ? { [Key in keyof T]: Wrapped<T[Key]> } : T;

/** Arguments of the class of a kind. */
export type ArgsOf<Shape extends ResourceShape> = {
  [Key in keyof z.input<Shape["input"]>]: Wrapped<z.input<Shape["input"]>[Key]>;
};

/** Everything that can be read from a resource: its inputs as they were checked, and what Coolify added. */
export type OutputsOf<Shape extends ResourceShape> = {
  readonly [Key in keyof z.output<Shape["input"]>]: pulumi.Output<z.output<Shape["input"]>[Key]>;
} & { readonly [Key in keyof z.output<Shape["output"]>]: pulumi.Output<z.output<Shape["output"]>[Key]> };

interface ResourceClass<Shape extends ResourceShape> {
  new (name: string, args: ArgsOf<Shape>, options?: pulumi.CustomResourceOptions): pulumi.CustomResource & OutputsOf<Shape>;
  readonly __pulumiType: string;
}

/** Type token of a kind: `pulumi-nodejs:dynamic/coolify:Application`. Part of every URN, so it never changes. */
const typeTokenOf = (type: string): string => `pulumi-nodejs:dynamic/coolify:${type}`;

/**
 * The class that programs use for a kind. It carries data only; the provider's process finds the code through the loader.
 * Every output is seeded, since Pulumi shows only outputs whose key was among the arguments.
 */
export function coolifyResource<Shape extends ResourceShape>(shape: Shape): ResourceClass<Shape> {
  const token = typeTokenOf(shape.type);
  const seeds = Object.fromEntries([...Object.keys(shape.input.shape), ...Object.keys(shape.output.shape)].map((key) => [key, undefined]));
  class CoolifyResource extends pulumi.CustomResource {
    static readonly __pulumiType: string = token;

    constructor(name: string, args: ArgsOf<Shape>, options?: pulumi.CustomResourceOptions) {
      super(token, name, { ...seeds, ...args, __provider: loaderOf(shape.type) }, options);
    }
  }
  // The fields exist at run time because they are seeded; TypeScript cannot know them from a mapped type.
  return CoolifyResource as unknown as ResourceClass<Shape>;
}
