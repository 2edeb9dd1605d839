import type { Noun } from "../noun.ts";
import { serviceApplications, serviceDatabases, services } from "./tables.ts";

export const servicesNoun: Noun = { name: "services", tables: [services, serviceApplications, serviceDatabases] };
