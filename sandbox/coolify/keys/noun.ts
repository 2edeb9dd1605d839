import type { Noun } from "../noun.ts";
import { privateKeys } from "./tables.ts";

export const keysNoun: Noun = {
  name: "keys",
  tables: [privateKeys],
  seed(world, document) {
    for (const { symbol: _, team, ...key } of document.privateKeys ?? []) world.of(privateKeys).insert({ ...key, team_id: team });
  },
};
