import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedTask } from "../config/resolved.ts";
import { ScheduledTask, type ScheduledTaskArgs } from "../providers/coolify/resources.ts";
import { names } from "./names.ts";

/** The application or service whose containers run them. */
type At = Pick<ScheduledTaskArgs, "coolify" | "owner" | "application" | "service">;

/** Commands that run at set times. Coolify deletes them with their owner. */
export const tasksOf = (
  { name: owner, tasks }: { name: string; tasks: readonly ResolvedTask[] },
  at: At,
  options: pulumi.CustomResourceOptions,
): ScheduledTask[] => tasks.map((task) => new ScheduledTask(names.task(owner, task.name), { ...at, ...task }, options));
