import type { Noun } from "../noun.ts";
import { tasks } from "./tables.ts";

export const tasksNoun: Noun = { name: "tasks", tables: [tasks] };
