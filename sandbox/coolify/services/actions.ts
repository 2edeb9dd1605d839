import { type Answer, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { namedUuid } from "../resources/named.ts";
import { isTruthy } from "../validation/values.ts";
import { lastLines } from "./logs.ts";
import { serviceOf, servicesOfTeam } from "./lookup.ts";
import { queueDeletion, queueStart, queueStop } from "./run.ts";
import { ServiceShow } from "./show.ts";
import { containerOfPart } from "./site.ts";
import { serviceStatus } from "./status.ts";

export function list(call: Call): Answer {
  const show = new ServiceShow(call.world, call.sensitive);
  return ok(servicesOfTeam(call.world, call.team).map((service) => show.listed(service)));
}

export const show = (call: Call): Answer => ok(new ServiceShow(call.world, call.sensitive).single(serviceOf(call, namedUuid(call))));

/** Everything stays until the job ran (contract 11). */
export function remove(call: Call): Answer {
  queueDeletion(call.world, serviceOf(call, namedUuid(call)));
  return message("Service deletion request queued.");
}

export function start(call: Call): Answer {
  const service = serviceOf(call);
  if (serviceStatus(call.world, service).includes("running")) throw refusal(400, "Service is already running.");
  queueStart(call.world, service);
  return message("Service starting request queued.");
}

export function stop(call: Call): Answer {
  const service = serviceOf(call);
  if (serviceStatus(call.world, service).includes("exited")) throw refusal(400, "Service is already stopped.");
  queueStop(call.world, service);
  return message("Service stopping request queued.");
}

/** With `latest` the images are pulled and the containers recreated without a stop before (contract 13.3). */
export function restart(call: Call): Answer {
  const service = serviceOf(call);
  if (!isTruthy(call.input.latest)) queueStop(call.world, service);
  queueStart(call.world, service);
  return message("Service restarting request queued.");
}

export function logs(call: Call): Answer {
  if (!call.query.sub_service_name) throw refusal(400, "Sub service name is required.");
  const service = serviceOf(call);
  const container = containerOfPart(call.world, service, String(call.query.sub_service_name));
  if (!container) throw refusal(404, "Container not found.");
  if (container.state !== "running") throw refusal(400, "Container is not running.");
  return ok({ logs: lastLines(container.log, call.query.lines) });
}
