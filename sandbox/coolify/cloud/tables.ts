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
