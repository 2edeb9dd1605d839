import type { IncomingHttpHeaders } from "node:http";
import type { TokenRow } from "../access/tables.ts";
import type { World } from "../world/world.ts";
import { Refusal } from "./answer.ts";
import type { Parsed } from "./json.ts";
import type { Bag } from "./normalise.ts";

/** A request that passed the checks of contract 1.2, as an action sees it. */
export interface Call {
  readonly world: World;
  readonly method: string;
  /** Values of the route's `{parameters}`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Query and body in one bag, normalised; the body wins (contract 1.4). */
  readonly input: Bag;
  /** The body's part of the bag. */
  readonly fromBody: Bag;
  /** The query's part of the bag. */
  readonly query: Bag;
  readonly headers: IncomingHttpHeaders;
  /** The body read as JSON, where its content type says so. */
  readonly json: Parsed | undefined;
  /** The bytes of the body, not normalised. */
  readonly raw: Buffer;
  readonly token: TokenRow;
  /** Team of the token: everything is looked up inside it. */
  readonly team: number;
  readonly role: string;
  /** Secret fields are shown (contract 1.7). */
  readonly sensitive: boolean;
}

/** A parameter of the path as `$request->name` reads it: the bag comes first (contract 1.4, "shadows the path"). */
export function shadowed(call: Call, name: string): unknown {
  return Object.hasOwn(call.input, name) ? call.input[name] : call.params[name];
}

const WRONG_TYPE = new Refusal({ status: 400, body: { message: "Invalid request.", error: "Content-Type must be application/json." } });
const BROKEN = new Refusal({ status: 400, body: { message: "Invalid request.", error: "Invalid JSON." } });
const EMPTY = new Refusal({ status: 400, body: { message: "Invalid request.", error: "Empty JSON." } });

/** Values that PHP takes for false: to the gate they are no JSON. */
const isFalsy = (value: unknown): boolean => !value || value === "0" || (Array.isArray(value) && value.length === 0);

/** The JSON gate most writes begin with (contract 1.4). @throws Refusal 400 */
export function requireJson(call: Call): void {
  if (!isJsonType(call.headers["content-type"])) throw WRONG_TYPE;
  const parsed = call.json;
  if (!parsed?.valid || isFalsy(parsed.value)) throw BROKEN;
  if (typeof parsed.value === "object" && Object.keys(parsed.value as object).length === 0) throw EMPTY;
}

/** Whether a content type says JSON, as Laravel's `isJson`. */
export function isJsonType(type: string | undefined): boolean {
  return type !== undefined && (type.includes("/json") || type.includes("+json"));
}

/** An action behind the JSON gate. */
export function gated<A>(run: (call: Call) => A): (call: Call) => A {
  return (call) => {
    requireJson(call);
    return run(call);
  };
}
