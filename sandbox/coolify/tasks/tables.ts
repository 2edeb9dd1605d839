import { defineTable, type Row } from "../world/table.ts";

/** A scheduled task of an application or service (contract 7). */
export interface TaskRow extends Row {
  readonly uuid: string;
  readonly owner: string;
  readonly name: string;
  readonly command: string;
  readonly frequency: string;
  readonly container: string | null;
  readonly enabled: boolean;
  readonly timeout: number;
  readonly [column: string]: unknown;
}
export const tasks = defineTable<TaskRow>({
  name: "scheduled_tasks",
  indices: ["owner"],
  parents: [{ column: "owner", tables: ["applications", "services"] }],
});
