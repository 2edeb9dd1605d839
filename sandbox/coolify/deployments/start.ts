import { applicationOf } from "../applications/lookup.ts";
import { applications } from "../applications/tables.ts";
import { containersOf } from "../hosts/host.ts";
import { containers } from "../hosts/tables.ts";
import { type Answer, message, ok } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Job } from "../jobs/jobs.ts";
import { isTruthy } from "../validation/values.ts";
import { ownerKey } from "../world/table.ts";
import { type DeploymentTicket, queueDeployment } from "./queue.ts";

/** `POST …/start`. Only `skipped` is looked at: a full queue answers 200 with a uuid that does not exist (contract 4.5). */
export function start(call: Call): Answer {
  const application = applicationOf(call);
  const { force, instant_deploy } = call.input;
  const ticket = queueDeployment(call.world, { application, force: isTruthy(force), bypassDuplicateCheck: isTruthy(instant_deploy) });
  return answered(ticket, "Deployment request queued.");
}

/** `POST …/restart`: a deployment that may skip the build; the same phantom when the queue is full. */
export function restart(call: Call): Answer {
  const ticket = queueDeployment(call.world, { application: applicationOf(call), restartOnly: true });
  return answered(ticket, "Restart request queued.");
}

const answered = ({ status, message: text, deployment_uuid }: DeploymentTicket, queued: string): Answer =>
  status === "skipped" ? message(text) : ok({ message: queued, deployment_uuid });

/** `POST …/stop`: queued; deployments go on and start the application again (contract 4.5). */
export function stop(call: Call): Answer {
  const application = applicationOf(call);
  call.world.queue({ kind: "application.stop", payload: { application: application.id } });
  return message("Application stopping request queued.");
}

/** The containers of production are there no more; the domain answers 503. */
export const stopJob: Job = {
  run(world, { application: id }) {
    const application = world.of(applications).get(id as number);
    if (!application) return;
    for (const one of containersOf(world, ownerKey(applications.name, application))) {
      if (one.pull_request_id === 0) world.of(containers).update(one, { state: "exited", health: null });
    }
    world.of(applications).update(application, { status: "exited" }, { touch: false });
  },
};
