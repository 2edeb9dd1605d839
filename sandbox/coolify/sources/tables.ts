import { defineTable, type Row } from "../world/table.ts";

/** A GitHub app; id 0 is the public GitHub that git addresses on github.com get as their source. */
export interface GithubAppRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly team_id: number;
  readonly is_public: boolean;
  readonly is_system_wide: boolean;
  readonly api_url: string;
  readonly html_url: string;
  readonly app_id: number | null;
  readonly installation_id: number | null;
  readonly client_id: string | null;
  readonly private_key_id: number | null;
  readonly [column: string]: unknown;
}
export const githubApps = defineTable<GithubAppRow>({
  name: "github_apps",
  indices: ["team_id"],
  defaults: {
    organization: null,
    api_url: "https://api.github.com",
    html_url: "https://github.com",
    custom_user: "git",
    custom_port: 22,
    app_id: null,
    installation_id: null,
    client_id: null,
    client_secret: null,
    webhook_secret: null,
    is_system_wide: false,
    is_public: false,
    private_key_id: null,
    contents: null,
    metadata: null,
    pull_requests: null,
    administration: null,
  },
  parents: [{ column: "team_id", tables: ["teams"] }],
});

export interface GitlabAppRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly team_id: number;
  readonly is_system_wide: boolean;
  readonly private_key_id: number | null;
  readonly [column: string]: unknown;
}
export const gitlabApps = defineTable<GitlabAppRow>({
  name: "gitlab_apps",
  indices: ["team_id"],
  defaults: {
    organization: null,
    api_url: "",
    html_url: "",
    custom_port: 22,
    custom_user: "git",
    is_system_wide: false,
    is_public: false,
    app_id: null,
    client_id: null,
    client_secret: null,
    access_token: null,
    refresh_token: null,
    expires_at: null,
    redirect_uri: null,
    oauth_id: null,
    group_name: null,
    public_key: null,
    webhook_token: null,
    deploy_key_id: null,
    private_key_id: null,
  },
  parents: [{ column: "team_id", tables: ["teams"] }],
});

/** A repository as GitHub answers for it; with `status` it refuses. */
export interface GithubRepositoryRow extends Row {
  /** Host of the API, `api.github.com`. */
  readonly host: string;
  /** Name or uuid of the app that may read it. */
  readonly app: string;
  readonly full_name: string;
  readonly number: number;
  /** Status of GitHub's answer; 200 where the repository can be read. */
  readonly status: number;
}
export const githubRepositories = defineTable<GithubRepositoryRow>({
  name: "sandbox_github_repositories",
  uuids: false,
  timestamps: false,
  indices: ["full_name"],
  defaults: { number: 0, status: 200 },
});
