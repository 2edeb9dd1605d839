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
  readonly [column: string]: unknown;
}
export const servers = defineTable<ServerRow>({
  name: "servers",
  indices: ["team_id"],
  defaults: {
    description: null,
    port: 22,
    user: "root",
    unreachable_notification_sent: false,
    unreachable_count: 0,
    high_disk_usage_notification_sent: false,
    log_drain_notification_sent: false,
    swarm_cluster: null,
    validation_logs: null,
    sentinel_updated_at: "2026-01-01 00:00:00",
    deleted_at: null,
    ip_previous: null,
    hetzner_server_id: null,
    cloud_provider_token_id: null,
    hetzner_server_status: null,
    is_validating: false,
    detected_traefik_version: null,
    traefik_outdated_info: null,
    server_metadata: null,
    vultr_instance_id: null,
    vultr_instance_status: null,
    digitalocean_droplet_id: null,
    digitalocean_droplet_status: null,
  },
  parents: [{ column: "team_id", tables: ["teams"] }],
});

/** One row a server. */
export interface ServerSettingsRow extends Row {
  readonly server_id: number;
  readonly is_build_server: boolean;
  readonly is_reachable: boolean;
  readonly is_usable: boolean;
  readonly wildcard_domain: string | null;
  readonly concurrent_builds: number;
  readonly deployment_queue_limit: number;
  readonly generate_exact_labels: boolean;
  readonly [column: string]: unknown;
}
export const serverSettings = defineTable<ServerSettingsRow>({
  name: "server_settings",
  uuids: false,
  indices: ["server_id"],
  defaults: {
    is_swarm_manager: false,
    is_jump_server: false,
    is_build_server: false,
    is_reachable: true,
    is_usable: true,
    wildcard_domain: null,
    is_cloudflare_tunnel: false,
    is_logdrain_newrelic_enabled: false,
    logdrain_newrelic_license_key: null,
    logdrain_newrelic_base_uri: null,
    is_logdrain_highlight_enabled: false,
    logdrain_highlight_project_id: null,
    is_logdrain_axiom_enabled: false,
    logdrain_axiom_dataset_name: null,
    logdrain_axiom_api_key: null,
    is_swarm_worker: false,
    is_logdrain_custom_enabled: false,
    logdrain_custom_config: null,
    logdrain_custom_config_parser: null,
    concurrent_builds: 2,
    dynamic_timeout: 3600,
    force_disabled: false,
    is_metrics_enabled: false,
    generate_exact_labels: false,
    force_docker_cleanup: true,
    docker_cleanup_frequency: "0 0 * * *",
    docker_cleanup_threshold: 80,
    server_timezone: "UTC",
    delete_unused_volumes: false,
    delete_unused_networks: false,
    is_sentinel_enabled: true,
    sentinel_token: "",
    sentinel_metrics_refresh_rate_seconds: 10,
    sentinel_metrics_history_days: 7,
    sentinel_push_interval_seconds: 60,
    sentinel_custom_url: null,
    server_disk_usage_notification_threshold: 80,
    is_sentinel_debug_enabled: false,
    server_disk_usage_check_frequency: "0 23 * * *",
    is_terminal_enabled: true,
    deployment_queue_limit: 25,
    disable_application_image_retention: false,
    connection_timeout: 10,
    docker_version: null,
    docker_version_checked_at: null,
    compose_version: null,
    compose_version_checked_at: null,
    backup_compression_cpu_percentage: 25,
  },
  parents: [{ column: "server_id", tables: ["servers"] }],
});
