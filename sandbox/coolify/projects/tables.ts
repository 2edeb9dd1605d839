import { defineTable, type Row } from "../world/table.ts";

export interface ProjectRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly team_id: number;
}

/** Projects and, with them, what the project's removal takes along (contract 3, 11). */
export const projects = defineTable<ProjectRow>({
  name: "projects",
  indices: ["team_id"],
  parents: [{ column: "team_id", tables: ["teams"] }],
});
