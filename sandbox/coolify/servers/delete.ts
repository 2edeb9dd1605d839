import { type Answer, message, refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import type { Job } from "../jobs/jobs.ts";
import { isTruthy } from "../validation/values.ts";
import { serverOf } from "./lookup.ts";
import { queueDeletions, resourcesOn } from "./resources.ts";
import { isCoolifyHost } from "./show.ts";
import { servers } from "./tables.ts";

export const DELETION = "delete-server";

/** DELETE /servers/{uuid}: gone for every reader at once, the row goes with the job. `force` is read from the query alone (contract 11). */
export function deleteServer(call: Call): Answer {
  if (!shadowed(call, "uuid")) throw refusal(422, "Uuid is required.");
  const { world } = call;
  const server = serverOf(call);
  const resources = resourcesOn(world, server);
  const isForced = isTruthy(call.query.force);
  if (resources.length > 0 && !isForced) {
    throw refusal(400, "Server has resources. Use ?force=true to delete all resources and the server, or delete resources manually first.");
  }
  if (isCoolifyHost(server)) throw refusal(400, "Local server cannot be deleted.");
  if (isForced) queueDeletions(world, resources);
  world.of(servers).update(server, { deleted_at: world.now() });
  world.queue({ kind: DELETION, payload: { server: server.id } });
  return message("Server deleted.");
}

export const deletionJob: Job = {
  run(world, { server: id }) {
    const server = world.of(servers).get(Number(id));
    if (server) world.of(servers).remove(server);
  },
};
