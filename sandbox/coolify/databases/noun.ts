import type { Noun } from "../noun.ts";
import { databases } from "./tables.ts";

export const databasesNoun: Noun = { name: "databases", tables: [databases] };
