import type { Noun } from "../noun.ts";
import { sharedVariables } from "./tables.ts";

export const sharedVariablesNoun: Noun = { name: "sharedVariables", tables: [sharedVariables] };
