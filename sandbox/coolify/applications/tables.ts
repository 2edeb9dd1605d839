import { defineTable, type Row } from "../world/table.ts";

/** Columns that other nouns read; all others are the application noun's (contract 4.2). */
export interface ApplicationRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly fqdn: string | null;
  readonly status: string;
  readonly build_pack: string;
  readonly git_repository: string;
  readonly git_branch: string;
  readonly git_commit_sha: string;
  readonly docker_registry_image_name: string | null;
  readonly docker_registry_image_tag: string | null;
  readonly docker_compose_raw: string | null;
  readonly docker_compose_domains: string | null;
  readonly config_hash: string | null;
  readonly environment_id: number;
  readonly destination_id: number;
  readonly source_id: number | null;
  readonly private_key_id: number | null;
  readonly [column: string]: unknown;
}
export const applications = defineTable<ApplicationRow>({
  name: "applications",
  indices: ["environment_id", "destination_id"],
  parents: [{ column: "environment_id", tables: ["environments"] }],
});

export interface ApplicationSettingsRow extends Row {
  readonly application_id: number;
  readonly [column: string]: unknown;
}
export const applicationSettings = defineTable<ApplicationSettingsRow>({
  name: "application_settings",
  uuids: false,
  indices: ["application_id"],
  parents: [{ column: "application_id", tables: ["applications"] }],
});
