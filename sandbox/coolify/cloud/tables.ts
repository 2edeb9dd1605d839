import { defineTable, type Row } from "../world/table.ts";

/** A team's token of a cloud provider. */
export interface CloudTokenRow extends Row {
  readonly uuid: string;
  readonly provider: string;
  readonly token: string;
  readonly name: string;
  readonly team_id: number;
}
export const cloudTokens = defineTable<CloudTokenRow>({
  name: "cloud_provider_tokens",
  indices: ["team_id"],
  parents: [{ column: "team_id", tables: ["teams"] }],
});

/** A token that its provider knows: no sandbox can ask one, so a control says what would be answered. */
export interface CloudAccountRow extends Row {
  readonly provider: string;
  /** Null: any token is right. */
  readonly token: string | null;
}
export const cloudAccounts = defineTable<CloudAccountRow>({ name: "cloud_accounts" });

export interface CloudInitScriptRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly script: string;
  readonly team_id: number;
}
export const cloudInitScripts = defineTable<CloudInitScriptRow>({
  name: "cloud_init_scripts",
  indices: ["team_id"],
  parents: [{ column: "team_id", tables: ["teams"] }],
});
