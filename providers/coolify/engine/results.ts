import type { Connection } from "../connection.ts";
import type { Kind, Wire } from "../kind.ts";
import { only, type Properties } from "../values.ts";
import { liveWire } from "./live.ts";

/** Names of what Coolify tells of an object besides its inputs. */
export const resultKeys = (kind: Kind): string[] => Object.keys(kind.results?.schema.shape ?? {});

/** What Coolify told, from an answer that may not tell all of it: then it is read. */
export async function resultsOf(
  kind: Kind,
  connection: Connection,
  inputs: Properties,
  uuid: string,
  wire: Wire | undefined,
): Promise<Properties> {
  if (!kind.results) return {};
  const told = wire ? kind.results.of(wire) : {};
  if (resultKeys(kind).every((key) => key in told)) return told;
  const live = await liveWire(kind, connection, inputs, uuid, "fresh");
  return live ? { ...told, ...kind.results.of(live) } : told;
}

/** Results as state has them, and whether writing these keys alters them. */
export const keptResults = (kind: Kind, olds: Properties): Properties => only(olds, resultKeys(kind));
export const movesResults = (kind: Kind, keys: readonly string[]): boolean =>
  kind.results?.movedBy.some((key) => keys.includes(key)) ?? false;
