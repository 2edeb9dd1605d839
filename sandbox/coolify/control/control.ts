import { type Answer, message, ok } from "../http/answer.ts";
import { withoutEnd } from "../http/edges.ts";
import type { Incoming } from "../http/incoming.ts";
import { parseJson } from "../http/json.ts";
import type { Bag } from "../http/normalise.ts";
import type { Sandbox } from "../sandbox.ts";
import { checkedDocument } from "../world/documentCheck.ts";
import { StateError } from "../world/stateError.ts";
import { ControlError } from "./error.ts";

type Handler = (sandbox: Sandbox, body: () => unknown) => unknown;

/** What the program around the sandbox may do (decisions 28 to 31). None of it exists in Coolify. */
const HANDLERS: Record<string, Handler> = {
  "PUT /__sandbox/world": (sandbox, body) => sandbox.startFrom(checkedDocument(body()), "manual"),
  "POST /__sandbox/control": (sandbox, body) => sandbox.control(record(body(), "A control")),
  "GET /__sandbox/requests": (sandbox) => sandbox.requests.list(),
  "DELETE /__sandbox/requests": (sandbox) => sandbox.requests.clear(),
  "POST /__sandbox/faults": (sandbox, body) => asList(body()).map((rule) => sandbox.faults.add(rule)),
  "GET /__sandbox/faults": (sandbox) => sandbox.faults.list(),
  "DELETE /__sandbox/faults": (sandbox) => sandbox.faults.clear(),
  "GET /__sandbox/settings": (sandbox) => sandbox.settings,
  "POST /__sandbox/settings": (sandbox, body) => sandbox.change(record(body(), "Settings")),
  "GET /__sandbox/builds": (sandbox) => sandbox.report("builds"),
  "GET /__sandbox/containers": (sandbox) => sandbox.report("containers"),
};

export const isControl = (path: string): boolean => path === "/__sandbox" || path.startsWith("/__sandbox/");

/** Answers a control route; everything that is wrong is a 400 with a sentence. */
export function answerControl(sandbox: Sandbox, { method, path, raw }: Incoming): Answer {
  const handler = HANDLERS[`${method} ${withoutEnd(path, /^\/$/)}`];
  if (!handler) return message(`There is no control ${method} ${path}. There are: ${Object.keys(HANDLERS).join(", ")}.`, 404);
  try {
    const result = handler(sandbox, () => parsed(raw));
    sandbox.world.commit();
    return ok(result ?? { message: "Done." });
  } catch (fault) {
    return message(fault instanceof Error ? fault.message : String(fault), fault instanceof StateError ? 500 : 400);
  }
}

function parsed(raw: Buffer): unknown {
  const json = parseJson(raw);
  if (!json.valid) throw new ControlError("The body must be valid JSON.");
  return json.value;
}

function record(value: unknown, what: string): Bag {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Bag;
  throw new ControlError(`${what} must be a JSON object.`);
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
