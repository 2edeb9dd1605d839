import type { Answer } from "../http/answer.ts";
import { errorPage, type Prepared, prepare } from "../http/send.ts";
import type { FaultRule } from "./rules.ts";

/** What a fault answers in place of Coolify. */
export function inPlace(fault: FaultRule): Prepared {
  if (fault.action === "redirect") return { status: 302, headers: { Location: fault.location ?? "/", "Content-Length": 0 }, body: "" };
  if (fault.action === "too-many-requests") {
    const limited: Answer = { status: 429, body: { message: "Too Many Attempts." }, headers: { "Retry-After": String(fault.retryAfter) } };
    return prepare(limited, {}, true);
  }
  const status = fault.status ?? 500;
  const body = errorPage(status);
  return { status, headers: { "Content-Type": "text/html", "Content-Length": Buffer.byteLength(body) }, body };
}
