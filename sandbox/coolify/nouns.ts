import { accessNoun } from "./access/noun.ts";
import { environmentsNoun } from "./environments/noun.ts";
import type { Noun } from "./noun.ts";
import { projectsNoun } from "./projects/noun.ts";
import { proxyNoun } from "./proxy/noun.ts";

/** All nouns, in the order in which they fill a new world. */
export const nouns: readonly Noun[] = [accessNoun, projectsNoun, environmentsNoun, proxyNoun];
