import type { Noun } from "../noun.ts";

export const composeNoun: Noun = { name: "compose" };
