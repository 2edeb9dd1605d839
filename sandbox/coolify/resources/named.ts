import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";

/** `$request->uuid` where the endpoint asks for it first: a null in the bag hides the one of the path. @throws Refusal 404 */
export function namedUuid(call: Call): unknown {
  const uuid = shadowed(call, "uuid");
  if (!uuid) throw refusal(404, "UUID is required.");
  return uuid;
}
