import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { loaderOf } from "./loader.ts";
import { secretKeys } from "./secretFields.ts";
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

/** What people pass, with the fields encrypted whose schema says so, whether or not the program marked them. */
function guarded(args: object, secrets: readonly string[]): Record<string, unknown> {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, secrets.includes(key) ? pulumi.secret(value) : value]));
}

/**
 * The class that programs use for a kind. It carries data only; the provider's process finds the code through the loader.
 * Every output is seeded, since Pulumi shows only outputs whose key was among the arguments. Secret inputs and results are
 * encrypted in state, also when a creation fails half-way.
 */
export function coolifyResource<Shape extends ResourceShape>(shape: Shape): ResourceClass<Shape> {
  const token = typeTokenOf(shape.type);
  const secrets = secretKeys(shape.input);
  const outputs = [...new Set([...secrets, ...secretKeys(shape.output)])];
  const seeds = Object.fromEntries([...Object.keys(shape.input.shape), ...Object.keys(shape.output.shape)].map((key) => [key, undefined]));
  class CoolifyResource extends pulumi.CustomResource {
    static readonly __pulumiType: string = token;

    constructor(name: string, args: ArgsOf<Shape>, options?: pulumi.CustomResourceOptions) {
      const all = { ...seeds, ...guarded(args, secrets), __provider: loaderOf(shape.type) };
      super(token, name, all, { ...options, additionalSecretOutputs: [...outputs, ...(options?.additionalSecretOutputs ?? [])] });
    }
  }
  // The fields exist at run time because they are seeded; TypeScript cannot know them from a mapped type.
  return CoolifyResource as unknown as ResourceClass<Shape>;
}
