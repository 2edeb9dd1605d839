import type { WorldDocument } from "../world/document.ts";
import type { World } from "../world/world.ts";
import { privateKeys } from "./tables.ts";

/** Keys of the document. They have a fingerprint but no text: nobody could log in with them. */
export function seedKeys(world: World, document: WorldDocument): void {
  for (const { symbol: _, team, ...key } of document.privateKeys ?? []) world.of(privateKeys).insert({ ...key, team_id: team });
}
