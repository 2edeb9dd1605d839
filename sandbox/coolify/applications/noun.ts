import type { Noun } from "../noun.ts";
import { applicationSettings, applications } from "./tables.ts";

export const applicationsNoun: Noun = { name: "applications", tables: [applications, applicationSettings] };
