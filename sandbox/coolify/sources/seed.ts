import { privateKeys } from "../keys/tables.ts";
import type { WorldDocument } from "../world/document.ts";
import type { World } from "../world/world.ts";
import { githubApps } from "./tables.ts";

/** What a private app has where the document says nothing. */
const SECRETS = { client_secret: "csec", webhook_secret: "whs" };

export function seedSources(world: World, document: WorldDocument): void {
  for (const { team, private_key, ...app } of document.githubApps ?? []) {
    const symbol = document.privateKeys?.find((key) => key.symbol === private_key);
    const key =
      symbol &&
      world
        .of(privateKeys)
        .where("team_id", symbol.team)
        .find((row) => row.name === symbol.name);
    world.of(githubApps).insert({ ...(app.is_public ? {} : SECRETS), ...app, team_id: team, private_key_id: key?.id ?? null });
  }
}
