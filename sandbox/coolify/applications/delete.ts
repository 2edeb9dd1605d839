import { type Answer, message } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Job } from "../jobs/jobs.ts";
import { applicationOf } from "./lookup.ts";
import { applications } from "./tables.ts";

/** DELETE /applications/{uuid}: everything stays until the job ran (contract 11). */
export function remove(call: Call): Answer {
  const application = applicationOf(call, call.params.uuid, "Application not found");
  call.world.queue({ kind: "application.delete", payload: { application: application.id } });
  return message("Application deletion request queued.");
}

/** Takes the row and, with it, settings, variables, storages, tasks and tags. */
export const deleteJob: Job = {
  run(world, { application }) {
    const row = world.of(applications).get(application as number);
    if (row) world.of(applications).remove(row);
  },
};
