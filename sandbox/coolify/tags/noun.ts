import type { Noun } from "../noun.ts";
import { taggables, tags } from "./tables.ts";

export const tagsNoun: Noun = { name: "tags", tables: [tags, taggables] };
