import { privateKeys } from "../keys/tables.ts";
import type { Noun } from "../noun.ts";
import { githubApps } from "./tables.ts";

export const sourcesNoun: Noun = {
  name: "sources",
  tables: [githubApps],
  seed(world, document) {
    for (const { team, private_key, ...app } of document.githubApps ?? []) {
      const symbol = document.privateKeys?.find((key) => key.symbol === private_key);
      const key =
        symbol &&
        world
          .of(privateKeys)
          .where("team_id", symbol.team)
          .find((row) => row.name === symbol.name);
      world.of(githubApps).insert({ ...app, team_id: team, private_key_id: key?.id ?? null });
    }
  },
};
