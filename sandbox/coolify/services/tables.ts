import { DESTINATION_TYPE } from "../destinations/show.ts";
import { defineTable, type Row } from "../world/table.ts";

export interface ServiceRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly service_type: string | null;
  readonly docker_compose_raw: string;
  readonly docker_compose: string | null;
  readonly connect_to_docker_network: boolean;
  readonly is_container_label_escape_enabled: boolean;
  readonly config_hash: string | null;
  readonly environment_id: number;
  readonly server_id: number;
  readonly destination_id: number;
  /** A start is in progress; no column of Coolify, which looks at its activity log. */
  readonly is_starting: boolean;
  readonly [column: string]: unknown;
}
export const services = defineTable<ServiceRow>({
  name: "services",
  indices: ["environment_id", "destination_id", "server_id"],
  defaults: {
    description: "",
    docker_compose: null,
    destination_type: DESTINATION_TYPE,
    deleted_at: null,
    connect_to_docker_network: false,
    config_hash: null,
    service_type: null,
    is_container_label_escape_enabled: true,
    compose_parsing_version: "5",
    is_starting: false,
  },
  parents: [{ column: "environment_id", tables: ["environments"] }],
});

/** What both kinds of parts have. */
export interface PartRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly human_name: string | null;
  readonly description: string | null;
  readonly image: string;
  readonly ports: string | null;
  readonly status: string;
  readonly exclude_from_status: boolean;
  readonly service_id: number;
  readonly [column: string]: unknown;
}

/** A container of a service that is no database. */
export interface ServiceApplicationRow extends PartRow {
  /** Comma-separated URLs. */
  readonly fqdn: string | null;
  readonly noindex_domains: readonly string[] | null;
  readonly is_gzip_enabled: boolean;
  readonly is_stripprefix_enabled: boolean;
  readonly is_force_https_enabled: boolean;
}

/** A container of a service that is a database, by its image. */
export interface ServiceDatabaseRow extends PartRow {
  readonly is_public: boolean;
  readonly public_port: number | null;
  readonly public_port_timeout: number | null;
}

const PART = {
  human_name: null,
  description: null,
  ports: null,
  exposes: null,
  status: "exited",
  exclude_from_status: false,
  is_log_drain_enabled: false,
  is_include_timestamps: false,
  deleted_at: null,
  is_gzip_enabled: true,
  is_stripprefix_enabled: true,
  is_migrated: false,
};

export const serviceApplications = defineTable<ServiceApplicationRow>({
  name: "service_applications",
  indices: ["service_id"],
  defaults: { ...PART, fqdn: null, required_fqdn: false, noindex_domains: null, redirect: "both", is_force_https_enabled: true },
  parents: [{ column: "service_id", tables: ["services"] }],
});

export const serviceDatabases = defineTable<ServiceDatabaseRow>({
  name: "service_databases",
  indices: ["service_id"],
  defaults: { ...PART, public_port: null, is_public: false, custom_type: null, public_port_timeout: 3600 },
  parents: [{ column: "service_id", tables: ["services"] }],
});
