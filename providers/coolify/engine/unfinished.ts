import type { Properties } from "../values.ts";

/** Steps of a creation that are no wire keys, as they stand in state beside the keys of an unfinished write. */
export const MOVE = "#move";
export const TAGS = "#tags";
export const AFTER_WRITE = "#after";

/** Where state has what an earlier run left undone: wire keys and steps. */
export const UNFINISHED = "unfinished";
export const unfinishedOf = ({ [UNFINISHED]: left }: Properties): string[] => (Array.isArray(left) ? left.map(String) : []);
export const isStep = (key: string): boolean => key.startsWith("#");
