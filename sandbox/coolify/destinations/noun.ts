import type { Noun } from "../noun.ts";
import { destinations } from "./tables.ts";

export const destinationsNoun: Noun = { name: "destinations", tables: [destinations] };
