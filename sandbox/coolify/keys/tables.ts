import { defineTable, type Row } from "../world/table.ts";

export interface PrivateKeyRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly team_id: number;
  readonly fingerprint: string | null;
  readonly private_key: string;
  readonly public_key: string;
  readonly is_git_related: boolean;
}
export const privateKeys = defineTable<PrivateKeyRow>({
  name: "private_keys",
  indices: ["team_id"],
  defaults: { description: null, fingerprint: "", private_key: "", public_key: "", is_git_related: false },
  parents: [{ column: "team_id", tables: ["teams"] }],
});
