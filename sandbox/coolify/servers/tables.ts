import { defineTable, type Row } from "../world/table.ts";

export interface ServerRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly ip: string;
  readonly port: number;
  readonly user: string;
  readonly team_id: number;
  readonly private_key_id: number;
  readonly proxy: Readonly<Record<string, unknown>>;
  /** Set by DELETE; the row goes when the job ran (contract 11). */
  readonly deleted_at: string | null;
}
export const servers = defineTable<ServerRow>({
  name: "servers",
  indices: ["team_id"],
  defaults: { description: null, port: 22, user: "root", deleted_at: null },
  parents: [{ column: "team_id", tables: ["teams"] }],
});

/** One row a server; further columns are the server noun's. */
export interface ServerSettingsRow extends Row {
  readonly server_id: number;
  readonly is_build_server: boolean;
  readonly is_reachable: boolean;
  readonly is_usable: boolean;
  readonly wildcard_domain: string | null;
  readonly concurrent_builds: number;
  readonly deployment_queue_limit: number;
  readonly [column: string]: unknown;
}
export const serverSettings = defineTable<ServerSettingsRow>({
  name: "server_settings",
  uuids: false,
  indices: ["server_id"],
  defaults: {
    is_build_server: false,
    is_reachable: true,
    is_usable: true,
    wildcard_domain: null,
    concurrent_builds: 2,
    deployment_queue_limit: 25,
  },
  parents: [{ column: "server_id", tables: ["servers"] }],
});
