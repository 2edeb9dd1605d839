import { HINTS } from "./hintTable.ts";
import type { Method } from "./kind.ts";

/** What Coolify said. */
export interface Said {
  method: Method;
  /** Path below `/api/v1`, filled in. */
  path: string;
  status: number;
  message: string;
  /** Texts of all fields, which often say more than the message. */
  texts?: readonly string[];
  /** The path names something that this process made: the answer to its making said that it is there. */
  isNew?: boolean;
}

const PARENT_GONE =
  "It was made a moment ago, so the project, environment or server that it is in was deleted meanwhile. Run the same command again: it makes what is missing.";

/** What an answer probably means and what to do about it. */
export function hintFor(said: Said): string | undefined {
  if (said.isNew && said.status === 404) return PARENT_GONE;
  const all = [said.message, ...(said.texts ?? [])].join("\n");
  return HINTS.find(
    ({ status, method, path, says }) =>
      status === said.status && (method ?? said.method) === said.method && (path?.test(said.path) ?? true) && (says?.test(all) ?? true),
  )?.hint;
}
