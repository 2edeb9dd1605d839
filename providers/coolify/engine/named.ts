import type { Connection } from "../connection.ts";
import type { Kind } from "../kind.ts";
import type { Properties } from "../values.ts";

/** Inputs as requests need them: names turned into uuids. */
export async function withUuids(kind: Kind, connection: Connection, inputs: Properties): Promise<Properties> {
  const named = Object.entries(kind.named ?? {}).filter(([key]) => typeof inputs[key] === "string");
  const found = await Promise.all(
    named.map(async ([key, find]) => [key, await find?.(connection.lookups, String(inputs[key]), inputs)] as const),
  );
  return { ...inputs, ...Object.fromEntries(found) };
}
