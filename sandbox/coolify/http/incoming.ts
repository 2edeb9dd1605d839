import type { IncomingHttpHeaders } from "node:http";
import { isJsonType } from "./call.ts";
import { type Parsed, parseJson } from "./json.ts";
import { type Bag, normalised } from "./normalise.ts";
import { parseQuery, withLists } from "./query.ts";

/** A request as it came over the wire, read to its end. */
export interface Incoming {
  readonly method: string;
  /** Path without query, not decoded. */
  readonly path: string;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  readonly raw: Buffer;
}

/** The values a request carries (contract 1.4). */
export interface Values {
  readonly input: Bag;
  readonly fromBody: Bag;
  readonly query: Bag;
  readonly json: Parsed | undefined;
}

const NOTHING: Bag = Object.freeze({});
const NO_VALUES: Values = { input: NOTHING, fromBody: NOTHING, query: NOTHING, json: undefined };

/** Reads query and body into bags. @throws BadEncoding for a query that is no UTF-8 */
export function valuesOf({ search, raw, headers }: Incoming): Values {
  const isJson = isJsonType(headers["content-type"]);
  if (search === "" && raw.length === 0) return isJson ? { ...NO_VALUES, json: parseJson(raw) } : NO_VALUES;
  const query = search === "" ? NOTHING : normalised(withLists(parseQuery(search)) as Bag);
  const json = isJson ? parseJson(raw) : undefined;
  const fromBody = raw.length === 0 ? NOTHING : normalised(json ? asBag(json) : formOf(raw, headers["content-type"]));
  return { query, fromBody, json, input: fromBody === NOTHING ? query : query === NOTHING ? fromBody : { ...query, ...fromBody } };
}

/** `(array) json_decode(…)`: a bare value becomes the item 0. */
function asBag(json: Parsed): Bag {
  if (!json.valid || json.value === null) return NOTHING;
  if (Array.isArray(json.value)) return Object.fromEntries(json.value.entries());
  return typeof json.value === "object" ? (json.value as Bag) : { 0: json.value };
}

function formOf(raw: Buffer, type: string | undefined): Bag {
  if (!type?.startsWith("application/x-www-form-urlencoded")) return NOTHING;
  return withLists(parseQuery(raw.toString("latin1"))) as Bag;
}

/** The method that counts: a POST may name another in a header, its body or its query (contract 21.5). */
export function overriddenMethod({ method, headers }: Incoming, { input }: Values): string {
  if (method !== "POST") return method;
  const wanted = headers["x-http-method-override"] ?? input._method;
  return typeof wanted === "string" && /^[A-Za-z]+$/.test(wanted) ? wanted.toUpperCase() : method;
}

/** Whether the client asks for JSON, as the framework decides it: the first accepted type counts. */
export function expectsJson(headers: IncomingHttpHeaders): boolean {
  const first = (headers.accept ?? "").split(",", 1)[0] ?? "";
  if (first.includes("/json") || first.includes("+json")) return true;
  return headers["x-requested-with"] === "XMLHttpRequest" && (first === "" || first.startsWith("*/*"));
}
