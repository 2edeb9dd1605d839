import { isInteger } from "../validation/values.ts";

const DEFAULT_LINES = 100;
const MOST_LINES = 10_000;

/** The end of a container's log; `lines` that is no number of at least one means 100. */
export function lastLines(log: string, lines: unknown): string {
  const wanted = isInteger(lines) ? Number(lines) : 0;
  const count = wanted > 0 ? Math.min(wanted, MOST_LINES) : DEFAULT_LINES;
  return log.trim().split("\n").slice(-count).join("\n");
}
