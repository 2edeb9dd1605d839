import { defineTable, type Row } from "../world/table.ts";

/** A scheduled task of an application or service (contract 7). */
export interface TaskRow extends Row {
  readonly uuid: string;
  /** `ownerKey(table, row)`. */
  readonly owner: string;
  readonly name: string;
  readonly command: string;
  readonly frequency: string;
  readonly container: string | null;
  readonly enabled: boolean;
  /** Seconds. */
  readonly timeout: number;
}
export const tasks = defineTable<TaskRow>({
  name: "scheduled_tasks",
  indices: ["owner"],
  defaults: { container: null, enabled: true, timeout: 300 },
  parents: [{ column: "owner", tables: ["applications", "services"] }],
});

/** One run of a task. */
export interface ExecutionRow extends Row {
  readonly uuid: string;
  readonly scheduled_task_id: number;
  readonly status: "success" | "failed";
  readonly message: string;
  readonly error_details: string | null;
  readonly started_at: string;
  readonly finished_at: string;
  /** Seconds with two digits, as text. */
  readonly duration: string;
  readonly retry_count: number;
}
export const executions = defineTable<ExecutionRow>({
  name: "scheduled_task_executions",
  indices: ["scheduled_task_id"],
  defaults: { error_details: null, retry_count: 0 },
  parents: [{ column: "scheduled_task_id", tables: ["scheduled_tasks"] }],
});
