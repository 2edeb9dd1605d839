import type { Properties } from "../values.ts";

/** Steps of a creation that are no wire keys, as they stand in state beside the keys of an unfinished write. */
export const MOVE = "#move";
export const TAGS = "#tags";
export const AFTER_WRITE = "#after";

/** What an earlier run left undone: wire keys and steps. */
export const unfinishedOf = (olds: Properties): string[] => (Array.isArray(olds.unfinished) ? olds.unfinished.map(String) : []);
export const isStep = (key: string): boolean => key.startsWith("#");
