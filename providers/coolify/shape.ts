import type { z } from "zod";

/** What the class of a resource is made from: its name and its fields. Every kind is one; the hand-written providers bring their own. */
export interface ResourceShape {
  /** Name of the kind, last part of the type token: `Application`. */
  readonly type: string;
  /** What people pass. */
  readonly input: z.ZodObject;
  /** What Coolify adds. */
  readonly output: z.ZodObject;
}
