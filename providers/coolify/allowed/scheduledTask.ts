import type { Allowed } from "./allowed.ts";

const TASK = ["name", "command", "frequency", "container", "timeout", "enabled"];

/** Scheduled tasks (contract 7). */
export const scheduledTask: Allowed = {
  routes: {
    "POST /applications/{application}/scheduled-tasks": TASK,
    "PATCH /applications/{application}/scheduled-tasks/{uuid}": TASK,
    "POST /services/{service}/scheduled-tasks": TASK,
    "PATCH /services/{service}/scheduled-tasks/{uuid}": TASK,
  },
};
