import type { Noun } from "../noun.ts";

export const teamsNoun: Noun = { name: "teams" };
