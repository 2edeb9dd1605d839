import type { Wire } from "../kind.ts";
import { isRecord } from "../values.ts";

/** Lines of a log that are shown with a failure. */
const TAIL = 20;

/** Lines of a deployment's log, without what Coolify itself hides. Empty where the token may not see logs (contract 1.7). */
function linesOf(wire: Wire): string[] {
  try {
    const entries: unknown = JSON.parse(String(wire.logs));
    if (!Array.isArray(entries)) return [];
    return entries
      .filter((entry) => isRecord(entry) && entry.hidden !== true)
      .flatMap((entry) => String(entry.output ?? "").split("\n"))
      .map((line) => line.trimEnd())
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

export const logTail = (wire: Wire): string[] => linesOf(wire).slice(-TAIL);

const STARTING = /^Starting deployment of (\S+) to /;

/** Image and tag that were deployed: the row does not name them, its log does (contract 8.8). */
export const imageOf = (wire: Wire): string | undefined => linesOf(wire).flatMap((line) => STARTING.exec(line)?.[1] ?? [])[0];
