import type { Noun } from "../noun.ts";

export const backupsNoun: Noun = { name: "backups" };
