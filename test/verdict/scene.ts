import type { Properties } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import type { Draw } from "./draw.ts";

/** A stack that changes. */
export interface Scene {
  readonly wishes: readonly Wished[];
  /** As it was when the run began: what is there meets what is wished. */
  readonly before: readonly Wished[];
  /** As it was at the very first: changes go back to it. */
  readonly base: readonly Wished[];
}

/** What is changed, in words, and the stack after it. */
export interface Changed {
  readonly what: string;
  readonly wishes: readonly Wished[];
}

/** Undefined where the stack has no place for such a change. */
export type Change = (draw: Draw, scene: Scene) => Changed | undefined;

export const argsOf = (wish: Wished): Properties => wish.args ?? {};

export const replaced = (wishes: readonly Wished[], name: string, args: Properties): Wished[] =>
  wishes.map((wish) => (wish.name === name ? { ...wish, args } : wish));
