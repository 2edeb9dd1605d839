import { defineTable, type Row } from "../world/table.ts";

/** A tag of a team (contract 9). */
export interface TagRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly team_id: number;
}
export const tags = defineTable<TagRow>({ name: "tags", indices: ["team_id"], parents: [{ column: "team_id", tables: ["teams"] }] });

/** A tag on an application, service or database; `owner` is `ownerKey(table, row)`. */
export interface TaggableRow extends Row {
  readonly tag_id: number;
  readonly owner: string;
}
export const taggables = defineTable<TaggableRow>({
  name: "taggables",
  uuids: false,
  timestamps: false,
  indices: ["tag_id", "owner"],
  parents: [
    { column: "tag_id", tables: ["tags"] },
    { column: "owner", tables: ["applications", "services", "databases"] },
  ],
});
