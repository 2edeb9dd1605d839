import { append, type Edits } from "./fleetFolder.ts";

export const CORE = "pf-core.config.yaml";
export const AIR = "instances/air.instance.yaml";
export const EP = "products/air-ep.product.yaml";
export const air = (lines: string): Edits => ({ [AIR]: append(lines) });
export const replaced = (path: string, from: string | RegExp, to: string): Edits => ({ [path]: (text) => text.replace(from, to) });

/** What is written wrong, the first line of what is said about it, and the number of all lines. */
export type Broken = [what: string, edits: Edits, first: string, lines: number];
