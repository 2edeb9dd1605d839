import { UserError } from "./errors.ts";
import type { Route } from "./kind.ts";
import { MISLEADING, UNSENDABLE } from "./path.ts";
import { isRecord } from "./values.ts";

/** The routes that are told their object by `uuid` in the body (contract 6, 8.1). Elsewhere it wins over the path (contract 1.4). */
const TOLD_IN_BODY = /^\/deploy$|\/storages$/;

/** Path of the first text that cannot be sent, if there is one. */
function unsendable(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === "string") return UNSENDABLE.test(value) ? path.join(".") : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = UNSENDABLE.test(key) ? path.join(".") : unsendable(inner, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The body as it is sent.
 * @throws UserError for a text that would arrive as another one
 * @throws Error for a key that would lead to another object: a mistake of the program
 */
export function bodyOf(route: Route, body: unknown): string | undefined {
  if (body === undefined) return undefined;
  const keys = isRecord(body) ? Object.keys(body) : [];
  const wrong = keys.find((key) => MISLEADING.has(key) && !(key === "uuid" && TOLD_IN_BODY.test(route.path)));
  if (wrong) throw new Error(`${route.method} ${route.path}: "${wrong}" must not stand in a body.`);
  const where = unsendable(body);
  if (where !== undefined)
    throw new UserError(
      `${route.method} ${route.path}: the text of "${where}" has a NUL character or half of a surrogate pair in it, which Coolify does not keep. Remove it.`,
    );
  return JSON.stringify(body);
}
