import { defineTable, type Row } from "../world/table.ts";

/** A variable of a team, project, environment or server (contract 5.3). `owner` is `ownerKey(table, row)`. */
export interface SharedVariableRow extends Row {
  readonly owner: string;
  readonly team_id: number;
  readonly key: string;
  readonly value: string;
  readonly comment: string | null;
  readonly is_literal: boolean;
  readonly is_multiline: boolean;
  readonly is_shown_once: boolean;
}
export const sharedVariables = defineTable<SharedVariableRow>({
  name: "shared_environment_variables",
  uuids: false,
  indices: ["owner"],
  defaults: { comment: null, is_literal: false, is_multiline: false, is_shown_once: false },
  parents: [{ column: "owner", tables: ["teams", "projects", "environments", "servers"] }],
});
