import { defineTable, type Row } from "../world/table.ts";

export interface EnvironmentRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly project_id: number;
}

export const environments = defineTable<EnvironmentRow>({
  name: "environments",
  indices: ["project_id"],
  parents: [{ column: "project_id", tables: ["projects"] }],
});
