import type { Noun } from "../noun.ts";

export const cloudNoun: Noun = { name: "cloud" };
