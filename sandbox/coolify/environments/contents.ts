import type { Call } from "../http/call.ts";
import type { Contents } from "../noun.ts";
import { nouns } from "../nouns.ts";
import type { World } from "../world/world.ts";

/** Lists of the environment detail (contract 3), empty where nothing of the kind is there. */
const KEYS = ["applications", "postgresqls", "redis", "mongodbs", "mysqls", "mariadbs", "services"];

const contents = (): readonly Contents[] => nouns.flatMap((noun) => noun.contents ?? []);

/** Whether an application, service or database lies in the environment; queued deletions count until they ran. */
export function holdsResources(world: World, environmentId: number): boolean {
  return contents().some(({ rows }) => rows(world, environmentId).length > 0);
}

/** The resources of an environment as its detail shows them. */
export function shownContents(call: Call, environmentId: number): Record<string, unknown[]> {
  const shown: Record<string, unknown[]> = Object.fromEntries(KEYS.map((key) => [key, []]));
  for (const { key, rows, show } of contents()) {
    if (key === undefined) continue;
    for (const row of rows(call.world, environmentId)) shown[key]?.push(show(call, row as never));
  }
  return shown;
}
