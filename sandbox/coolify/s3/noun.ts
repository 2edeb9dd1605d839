import type { Noun } from "../noun.ts";

export const s3Noun: Noun = { name: "s3" };
