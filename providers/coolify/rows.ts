import type { Wire } from "./kind.ts";

const isRow = (row: unknown): row is Wire => typeof row === "object" && row !== null;

/** The rows of an answer. Coolify gives some lists as an object whose keys are positions (contract 8.3). */
export function rowsOf(answer: unknown): Wire[] {
  const values = Array.isArray(answer) ? answer : isRow(answer) ? Object.values(answer) : [];
  return values.filter(isRow);
}
