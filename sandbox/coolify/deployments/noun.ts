import type { Noun } from "../noun.ts";
import { deployments } from "./tables.ts";

export const deploymentsNoun: Noun = { name: "deployments", tables: [deployments] };
