import { defineTable, type Row } from "../world/table.ts";

/** A GitHub app; id 0 is the public GitHub that git addresses on github.com get as their source. */
export interface GithubAppRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly team_id: number;
  readonly is_public: boolean;
  readonly app_id: number | null;
  readonly installation_id: number | null;
  readonly client_id: string | null;
  readonly private_key_id: number | null;
  readonly [column: string]: unknown;
}
export const githubApps = defineTable<GithubAppRow>({
  name: "github_apps",
  indices: ["team_id"],
  defaults: { is_public: false, app_id: null, installation_id: null, client_id: null, private_key_id: null },
});
