import { defineTable, type Row } from "../world/table.ts";

/** A variable of an application, service or database (contract 5). `owner` is `ownerKey(table, row)`. */
export interface VariableRow extends Row {
  readonly uuid: string;
  readonly owner: string;
  readonly key: string;
  readonly value: string | null;
  readonly comment: string | null;
  readonly is_preview: boolean;
  readonly is_literal: boolean;
  readonly is_multiline: boolean;
  readonly is_runtime: boolean;
  readonly is_buildtime: boolean;
  readonly is_shown_once: boolean;
  readonly is_required: boolean;
  readonly order: number | null;
  readonly version: string;
}
export const variables = defineTable<VariableRow>({
  name: "environment_variables",
  indices: ["owner"],
  defaults: {
    value: null,
    comment: null,
    is_preview: false,
    is_literal: false,
    is_multiline: false,
    is_runtime: true,
    is_buildtime: true,
    is_shown_once: false,
    is_required: false,
    order: null,
    version: "4.3.11",
  },
  parents: [{ column: "owner", tables: ["applications", "services", "databases"] }],
});
