import type { Connection } from "../connection.ts";
import type { Wire } from "../kind.ts";
import type { VariableSet } from "./plan.ts";

/**
 * Notes what was there before a new set wants it. Where that set only has another name in the program now, the former one, which is
 * deleted in the same run, must not take it away.
 * @param of uuid or path of what has the variables
 */
export function takeOver(connection: Connection, of: string, rows: readonly Wire[], { variables }: VariableSet): void {
  const keys = rows.map((row) => String(row.key)).filter((key) => Object.hasOwn(variables, key));
  connection.takenOver.set(of, new Set([...(connection.takenOver.get(of) ?? []), ...keys]));
}

/** Keys that nobody took over in this run. */
export const notTakenOver = (connection: Connection, of: string, keys: readonly string[]): string[] =>
  keys.filter((key) => !connection.takenOver.get(of)?.has(key));
