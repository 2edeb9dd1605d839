import { containers } from "../hosts/tables.ts";
import type { Job } from "../jobs/jobs.ts";
import { serverOfDestination } from "../servers/functional.ts";
import { sqlTime } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { type DatabaseRow, databases } from "./tables.ts";

/** What is done with a database in the background. */
export const databaseJobs: Record<string, Job> = {
  "database.start": job(bringUp),
  "database.started": job(reportRunning),
  "database.stop": job(stop),
  "database.delete": job((world, database) => world.of(databases).remove(database)),
};

function job(run: (world: World, database: DatabaseRow) => void): Job {
  return {
    run(world, { database }) {
      const row = world.of(databases).get(database as number);
      if (row) run(world, row);
    },
  };
}

const queue = (world: World, kind: string, database: DatabaseRow, delay?: number): void =>
  world.queue({ kind, payload: { database: database.id }, ...(delay === undefined ? {} : { delay }) });

export const queueStart = (world: World, database: DatabaseRow): void => queue(world, "database.start", database);
export const queueStop = (world: World, database: DatabaseRow): void => queue(world, "database.stop", database);
export const queueDeletion = (world: World, database: DatabaseRow): void => queue(world, "database.delete", database);

/** Starts at once, as POST /deploy does: that alone notes the time. */
export function startDatabase(world: World, database: DatabaseRow): void {
  world.of(databases).update(database, { started_at: database.started_at ?? sqlTime(world.now()) });
  bringUp(world, database);
}

/** The status moves when the server reports; left to itself the sandbox reports after a while that all is well. */
function bringUp(world: World, database: DatabaseRow): void {
  if (world.settings.jobs !== "auto") return;
  world.of(databases).update(database, { is_starting: true }, { touch: false });
  queue(world, "database.started", database, world.settings.deploymentDuration);
}

function reportRunning(world: World, database: DatabaseRow): void {
  // A stop came in between.
  if (!database.is_starting) return;
  world.of(databases).update(database, { is_starting: false }, { touch: false });
  dropContainers(world, database);
  world.of(containers).insert({
    owner: ownerKey(databases.name, database),
    name: database.uuid,
    server_id: serverOfDestination(world, database.destination_id)?.id ?? null,
    image: database.image,
    health: "healthy",
  });
  setStatus(world, database, "running:healthy");
}

function dropContainers(world: World, database: DatabaseRow): void {
  for (const row of world.of(containers).where("owner", ownerKey(databases.name, database))) world.of(containers).remove(row);
}

function stop(world: World, database: DatabaseRow): void {
  dropContainers(world, database);
  world
    .of(databases)
    .update(database, { status: "exited", is_starting: false, restart_count: 0, last_restart_at: null, last_restart_type: null });
}

/** A status as the agent on the server reports it. */
export function setStatus(world: World, database: DatabaseRow, status: string): void {
  world.of(databases).update(database, status.startsWith("running") ? { status, last_online_at: sqlTime(world.now()) } : { status });
}
