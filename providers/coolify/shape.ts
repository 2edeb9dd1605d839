import type { z } from "zod";

/** A fault in one input: its dotted path and what is wrong, so that `path reason` is a sentence. */
export interface Fault {
  property: string;
  reason: string;
}

/** What the class of a resource is made from: its name and its fields. Every kind is one; the hand-written providers bring their own. */
export interface ResourceShape {
  /** Name of the kind, last part of the type token: `Application`. */
  readonly type: string;
  /**
   * What people pass. Each field carries its documentation: `.describe("…")`, and `.meta({ since: "4.3.8" })` where older versions lack
   * it, `.meta({ secret: true })` where its value must be encrypted in state, `.meta({ examples: [a, b] })` where tests cannot guess
   * another value.
   */
  readonly input: z.ZodObject;
  /** What Coolify adds. */
  readonly output: z.ZodObject;
  /** Rules about several fields at once. Values may be unknown in a preview: a fault at an unknown path is dropped. */
  faults?(inputs: Record<string, unknown>): Fault[];
}
