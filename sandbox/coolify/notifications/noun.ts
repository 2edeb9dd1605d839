import type { Noun } from "../noun.ts";

export const notificationsNoun: Noun = { name: "notifications" };
