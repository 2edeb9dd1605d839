import { type Answer, invalid, ok, Refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { parseJson } from "../http/json.ts";
import type { Bag } from "../http/normalise.ts";
import { errorsOf } from "../validation/validate.ts";
import { SMTP_RULES, storedValues } from "./smtp.ts";
import { instanceEmail } from "./tables.ts";

const ROOT_TEAM = 0;
const FIELDS = Object.keys(SMTP_RULES);
const START = Object.fromEntries(FIELDS.map((field) => [field, field.endsWith("_enabled") ? false : null]));

export function showInstanceEmail(call: Call): Answer {
  requireRootTeam(call);
  return ok(valuesOf(call));
}

/** No JSON gate: what cannot be read changes nothing, and the content type does not matter (contract 1.4). */
export function changeInstanceEmail(call: Call): Answer {
  requireRootTeam(call);
  const input = call.json ? call.fromBody : untyped(call.raw);
  const errors = errorsOf(input, { rules: SMTP_RULES });
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const table = call.world.of(instanceEmail);
  const values = { ...valuesOf(call), ...storedValues(input, SMTP_RULES) };
  const known = table.all()[0];
  if (known) table.update(known, { values });
  else table.insert({ values });
  return ok(values);
}

const valuesOf = (call: Call): Bag => call.world.of(instanceEmail).all()[0]?.values ?? START;

/** A body under another content type, which nobody trimmed. */
function untyped(raw: Buffer): Bag {
  const parsed = parseJson(raw);
  const isRecord = parsed.valid && typeof parsed.value === "object" && parsed.value !== null && !Array.isArray(parsed.value);
  return isRecord ? (parsed.value as Bag) : {};
}

function requireRootTeam(call: Call): void {
  if (call.team === ROOT_TEAM) return;
  const body = { message: "Instance email settings require a root-team API token." };
  throw new Refusal({ status: 403, body, framework: true });
}
