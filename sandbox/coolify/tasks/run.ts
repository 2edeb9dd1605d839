import { containersOf } from "../hosts/host.ts";
import type { ContainerRow } from "../hosts/tables.ts";
import type { Job } from "../jobs/jobs.ts";
import type { World } from "../world/world.ts";
import { executions, type TaskRow, tasks } from "./tables.ts";

export const RUN_TASK = "run-scheduled-task";

/** Coolify tries once; what a failed job's row says begins with this. */
const FAILED = "Job permanently failed after 1 attempts: ";

/** Runs a task in its container. A task that was deleted in the meantime leaves nothing. */
export const runTask: Job = {
  run(world, { task: id }) {
    const task = world.of(tasks).get(Number(id));
    if (task) record(world, task);
  },
};

function record(world: World, task: TaskRow): void {
  const running = containersOf(world, task.owner).filter((container) => container.state === "running");
  const fault = faultOf(task, running);
  const now = world.now();
  world.of(executions).insert({
    scheduled_task_id: task.id,
    status: fault === undefined ? "success" : "failed",
    message: fault === undefined ? outputOf(task.command) : FAILED + fault,
    error_details: fault ?? null,
    started_at: now,
    finished_at: now,
    duration: "0.10",
  });
}

/** With several containers the task must say which. */
function faultOf({ container }: TaskRow, running: readonly ContainerRow[]): string | undefined {
  if (running.length === 0) return "ScheduledTaskJob failed: No containers running.";
  const isNamed = running.length === 1 || (container !== null && running.some(({ name }) => name.startsWith(`${container}-`)));
  return isNamed ? undefined : "ScheduledTaskJob failed: No valid container was found. Is the container name correct?";
}

/** There is no shell in the sandbox: `echo` says its words, all else is silent. */
function outputOf(command: string): string {
  const words = /^echo\s+(?<words>[^|&;<>`$()]*)$/.exec(command)?.groups?.words;
  return (words ?? "").replace(/(["'])(.*?)\1/g, "$2").trim();
}
