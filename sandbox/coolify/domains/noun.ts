import type { Noun } from "../noun.ts";

export const domainsNoun: Noun = { name: "domains" };
