import type { Noun } from "../noun.ts";
import { variables } from "./tables.ts";

export const variablesNoun: Noun = { name: "variables", tables: [variables] };
