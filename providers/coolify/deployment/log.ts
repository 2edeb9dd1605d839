import type { Wire } from "../kind.ts";
import { isRecord } from "../values.ts";

/** Lines of a log that are shown with a failure. */
const TAIL = 20;

/** The end of a deployment's log, without what Coolify itself hides. Empty where the token may not see logs (contract 1.7). */
export function logTail(wire: Wire): string[] {
  try {
    const entries: unknown = JSON.parse(String(wire.logs));
    if (!Array.isArray(entries)) return [];
    return entries
      .filter((entry) => isRecord(entry) && entry.hidden !== true)
      .flatMap((entry) => String(entry.output ?? "").split("\n"))
      .map((line) => line.trimEnd())
      .filter((line) => line !== "")
      .slice(-TAIL);
  } catch {
    return [];
  }
}
