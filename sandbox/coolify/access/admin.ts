import { type Refusal, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";

/** What a policy answers that has no sentence of its own (contract 1.2, check 9). */
export const notAuthorized = (): Refusal => refusal(403, "You are not authorized to perform this action.", { error: "Unauthorized" });

/** Some reads are for admins and owners of the team alone (contract 1.2). @throws Refusal 403 */
export function requireAdmin(call: Call): void {
  if (call.role === "member") throw notAuthorized();
}
