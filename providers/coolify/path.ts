import { UserError } from "./errors.ts";
import type { Route } from "./kind.ts";

/** NUL is dropped or kept where it does harm, half a surrogate pair is no JSON to Coolify (contract 21.5). */
export const UNSENDABLE = /[\0\p{Surrogate}]/u;

/** Keys that lead to another object than the path, or to another method (contract 1.4, 21.5). */
export const MISLEADING: ReadonlySet<string> = new Set(["_method", "uuid", "environment_name_or_uuid"]);

/** The query with its question mark, or nothing. @throws Error as for a body */
export function queryOf(route: Route): string {
  if (!route.query) return "";
  const wrong = Object.keys(route.query).find((key) => MISLEADING.has(key));
  if (wrong) throw new Error(`${route.method} ${route.path}: "${wrong}" must not stand in a query.`);
  return `?${new URLSearchParams(route.query)}`;
}

/** These change which address it is, however they are written. */
const OTHER_PLACE = /^\.{1,2}$|[/\\]/;

/** The path of a route with its names filled in. @throws UserError for a value that would lead somewhere else */
export function fill(route: Route, params: Readonly<Record<string, unknown>> = {}): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (typeof value !== "string" || value === "") throw new Error(`${route.method} ${route.path}: no value for {${name}}.`);
    if (OTHER_PLACE.test(value) || UNSENDABLE.test(value))
      throw new UserError(
        `${route.method} ${route.path}: ${JSON.stringify(value)} cannot stand in an address. Use the uuid instead of this name.`,
      );
    return encodeURIComponent(value);
  });
}
