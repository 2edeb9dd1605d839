import { applicationOf } from "../applications/lookup.ts";
import { applications } from "../applications/tables.ts";
import { containersOf, obeys } from "../hosts/host.ts";
import { type Answer, ok, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { ownerKey } from "../world/table.ts";
import { placeOfApplication } from "./rows.ts";

/** `GET …/logs`: of the first container, when it runs (contract 4.3). */
export function applicationLogs(call: Call): Answer {
  const application = applicationOf(call);
  const { server } = placeOfApplication(call.world, application);
  if (!obeys(call.world, server?.id)) throw serverError();
  const [container] = containersOf(call.world, ownerKey(applications.name, application));
  if (container?.state !== "running") throw refusal(400, "Application is not running.");
  return ok({ logs: container.log });
}
