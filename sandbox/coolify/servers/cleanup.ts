import { obeys, pruneImages } from "../hosts/host.ts";
import { type Answer, message, ok } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Job } from "../jobs/jobs.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { defineTable, type Row } from "../world/table.ts";
import { isFunctional } from "./functional.ts";
import { serverOf } from "./lookup.ts";
import { servers } from "./tables.ts";

export const CLEANUP = "docker-cleanup";
/** So many runs are listed, newest first (contract 14). */
const LISTED = 20;

interface CleanupRow extends Row {
  readonly uuid: string;
  readonly server_id: number;
  readonly status: string;
  readonly message: string | null;
  readonly finished_at: string | null;
}
export const cleanups = defineTable<CleanupRow>({
  name: "docker_cleanup_executions",
  indices: ["server_id"],
  defaults: { status: "running", message: null, finished_at: null },
  parents: [{ column: "server_id", tables: ["servers"] }],
});

const DONE = "Manual Docker cleanup job executed successfully. Disk usage before: 20%, Disk usage after: 20%.";
const runInput: InputSpec = { rules: { delete_unused_volumes: "boolean", delete_unused_networks: "boolean" } };

export function runCleanup(call: Call): Answer {
  const server = serverOf(call);
  validated(call, runInput);
  call.world.queue({ kind: CLEANUP, payload: { server: server.id } });
  return message("Manual cleanup job started. Depending on the amount of data, this might take a while.");
}

export function listCleanups(call: Call): Answer {
  const runs = call.world.of(cleanups).where("server_id", serverOf(call).id).reverse().slice(0, LISTED);
  return ok(
    runs.map(({ uuid, status, message: text, finished_at, created_at, updated_at }) => ({
      uuid,
      status,
      message: text,
      finished_at,
      created_at,
      updated_at,
    })),
  );
}

export const cleanupJob: Job = {
  run(world, { server }) {
    const id = Number(server);
    const worked = obeys(world, id) && isFunctional(world, world.of(servers).get(id));
    if (worked) pruneImages(world, id);
    world.of(cleanups).insert({
      server_id: id,
      status: worked ? "success" : "failed",
      message: worked ? DONE : "Server is not functional (unreachable, unusable, or disabled)",
      finished_at: world.now(),
    });
  },
};
