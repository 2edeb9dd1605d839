import { authenticate, readsSensitive, requireAbility, requireOpenApi, requireRole } from "../access/authenticate.ts";
import type { TokenRow } from "../access/tables.ts";
import type { Limiter, Verdict } from "../limits/limiter.ts";
import type { Action } from "../noun.ts";
import type { Route } from "../routes.ts";
import { reaches } from "../versions.ts";
import { StateError } from "../world/stateError.ts";
import type { World } from "../world/world.ts";
import { type Answer, notFound, Refusal, serverError } from "./answer.ts";
import type { Call } from "./call.ts";
import { withoutEnds } from "./edges.ts";
import { type Incoming, overriddenMethod, type Values, valuesOf } from "./incoming.ts";
import { openRoute } from "./openRoutes.ts";
import { BadEncoding, decodePath } from "./query.ts";
import type { Router } from "./router.ts";

/** A route with what the sandbox does for it; those that moved to POST do nothing. */
export interface Registered {
  readonly route: Route;
  readonly action: Action | undefined;
}

/** What the pipeline needs of the server. */
export interface Pipeline {
  readonly world: World;
  readonly router: Router<Registered>;
  readonly limiter: Limiter;
}

/** An answer and what the request log says about it. */
export interface Outcome {
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
  /** No route knew the path. */
  readonly unhandled?: true;
  readonly route?: string;
}

const MOVED: Answer = { status: 405, body: { message: "This endpoint has changed to a POST request." }, headers: { Allow: "POST" } };
const NO_HEADERS = {};
const PREFIX = "/api/v1/";
/** Methods that the framework's router knows; its catch-all takes no others. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** A browser asks before it calls from another origin (contract 21.5); the allowed ones are those of contract 1.1. */
const PREFLIGHT: Answer = {
  status: 204,
  body: "",
  headers: { "Access-Control-Allow-Methods": "*", "Access-Control-Allow-Headers": "*", "Access-Control-Max-Age": "0" },
};

/**
 * Answers a request as Coolify does: normalise, route, the checks of contract 1.2 in their order, the action.
 * What changed is kept before anybody can see the answer; where that fails, it is a 500 as with a database that is away.
 */
export function answer(at: Pipeline, request: Incoming): Outcome {
  try {
    const outcome = route(at, request);
    at.world.commit();
    return outcome;
  } catch (fault) {
    return { answer: answerOf(fault), headers: NO_HEADERS };
  }
}

function route(at: Pipeline, request: Incoming): Outcome {
  const path = readable(request.path);
  if (path === undefined) return { ...refuseBytes(request), unhandled: true };
  if (!METHODS.includes(request.method)) return { answer: foreignMethod(request.method, path), headers: NO_HEADERS, unhandled: true };
  if (isPreflight(request, path)) return { answer: PREFLIGHT, headers: NO_HEADERS };
  const address = request.address;
  const open = openRoute(request.method, trimSlashes(path));
  if (open) return { ...limited(at.limiter.count(open.bucket ?? address, open.limit), () => open.answer), route: open.name };
  const values = valuesOf(request);
  const match = path.startsWith(PREFIX) ? at.router.find(overriddenMethod(request, values), path.slice(PREFIX.length)) : undefined;
  if (!match || !reaches(at.world.settings.version, match.target.route.since))
    return { ...limited(at.limiter.count(address), () => notFound), unhandled: true };
  const { route: found, action } = match.target;
  const name = `${found.method} ${found.path}`;
  const token = authenticate(at.world, request.headers.authorization);
  const verdict = at.limiter.count(token.user_id === 0 ? address : `user ${token.user_id}`);
  const outcome = limited(verdict, () => {
    const role = requireRole(at.world, token);
    if (!found.besideSwitch) requireOpenApi(at.world, address);
    requireAbility(token, [found.ability]);
    return action ? action(callOf(at.world, request, match.params, values, token, role)) : MOVED;
  });
  return { ...outcome, route: name };
}

function limited(verdict: Verdict, run: () => Answer): Outcome {
  if (verdict.refused) return { answer: verdict.refused, headers: verdict.headers };
  try {
    return { answer: run(), headers: verdict.headers };
  } catch (fault) {
    return { answer: answerOf(fault), headers: verdict.headers };
  }
}

function callOf(world: World, request: Incoming, params: Call["params"], values: Values, token: TokenRow, role: string): Call {
  return {
    world,
    method: request.method,
    params,
    ...values,
    headers: request.headers,
    raw: request.raw,
    token,
    team: token.team_id,
    role,
    sensitive: readsSensitive(token, role),
  };
}

/** Refusals are answers; everything else is what Coolify would call a server error, and ours to mend. */
function answerOf(fault: unknown): Answer {
  if (fault instanceof Refusal) return fault.answer;
  if (fault instanceof StateError) process.stderr.write(`sandbox: ${fault.message}\n`);
  else if (!(fault instanceof BadEncoding)) {
    process.stderr.write(`sandbox: an action failed: ${fault instanceof Error ? fault.stack : String(fault)}\n`);
  }
  return serverError().answer;
}

function readable(path: string): string | undefined {
  try {
    return decodePath(path);
  } catch {
    return undefined;
  }
}

function refuseBytes(request: Incoming): Outcome {
  const body = { message: `The route ${trimSlashes(request.path)} could not be found.` };
  return { answer: { status: 404, body, framework: true }, headers: NO_HEADERS };
}

const isPreflight = ({ method, headers }: Incoming, path: string): boolean =>
  method === "OPTIONS" && headers["access-control-request-method"] !== undefined && path.startsWith("/api/");

function foreignMethod(method: string, path: string): Answer {
  const allowed = METHODS.join(", ");
  const text = `The ${method} method is not supported for route ${trimSlashes(path)}. Supported methods: ${allowed}.`;
  return { status: 405, body: { message: text }, headers: { Allow: allowed }, framework: true };
}

const trimSlashes = (path: string): string => withoutEnds(path, /^\/$/);
