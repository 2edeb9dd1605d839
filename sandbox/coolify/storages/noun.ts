import type { Noun } from "../noun.ts";
import { fileStorages, persistentStorages } from "./tables.ts";

export const storagesNoun: Noun = { name: "storages", tables: [persistentStorages, fileStorages] };
