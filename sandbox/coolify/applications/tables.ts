import { defineTable, type Row } from "../world/table.ts";

/** An application. Columns with a meaning for other nouns are typed; the rest is data that is kept (contract 4.2). */
export interface ApplicationRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly fqdn: string | null;
  readonly noindex_domains: readonly string[] | null;
  readonly status: string;
  readonly build_pack: string;
  readonly git_repository: string;
  readonly git_branch: string;
  readonly git_commit_sha: string;
  readonly docker_registry_image_name: string | null;
  readonly docker_registry_image_tag: string | null;
  readonly docker_compose_raw: string | null;
  readonly docker_compose_domains: string | null;
  readonly docker_compose_location: string;
  readonly ports_exposes: string | null;
  readonly redirect: string;
  readonly custom_labels: string | null;
  readonly is_http_basic_auth_enabled: boolean;
  readonly http_basic_auth_username: string | null;
  readonly http_basic_auth_password: string | null;
  readonly health_check_enabled: boolean;
  readonly config_hash: string | null;
  readonly environment_id: number;
  readonly destination_id: number;
  readonly source_id: number | null;
  readonly private_key_id: number | null;
  readonly [column: string]: unknown;
}

/** Columns with the database's defaults, in the order of the table. */
export const applications = defineTable<ApplicationRow>({
  name: "applications",
  indices: ["environment_id", "destination_id"],
  defaults: {
    repository_project_id: null,
    fqdn: null,
    config_hash: null,
    git_commit_sha: "HEAD",
    git_full_url: null,
    docker_registry_image_name: null,
    docker_registry_image_tag: null,
    static_image: "nginx:alpine",
    install_command: null,
    build_command: null,
    start_command: null,
    ports_exposes: null,
    ports_mappings: null,
    base_directory: "/",
    publish_directory: null,
    health_check_path: "/",
    health_check_port: null,
    health_check_host: "localhost",
    health_check_method: "GET",
    health_check_return_code: 200,
    health_check_scheme: "http",
    health_check_response_text: null,
    health_check_interval: 5,
    health_check_timeout: 5,
    health_check_retries: 10,
    health_check_start_period: 5,
    limits_memory: "0",
    limits_memory_swap: "0",
    limits_memory_swappiness: 60,
    limits_memory_reservation: "0",
    limits_cpus: "0",
    limits_cpuset: null,
    limits_cpu_shares: 1024,
    // Without health until something reports one; `shownStatus` adds it.
    status: "exited",
    preview_url_template: "{{pr_id}}.{{domain}}",
    destination_type: "App\\Models\\StandaloneDocker",
    source_type: null,
    source_id: null,
    private_key_id: null,
    description: null,
    dockerfile: null,
    health_check_enabled: false,
    dockerfile_location: null,
    custom_labels: null,
    dockerfile_target_build: null,
    docker_compose_location: "/docker-compose.yaml",
    docker_compose: null,
    docker_compose_raw: null,
    docker_compose_domains: null,
    deleted_at: null,
    docker_compose_custom_start_command: null,
    docker_compose_custom_build_command: null,
    swarm_replicas: 1,
    swarm_placement_constraints: null,
    custom_docker_run_options: null,
    post_deployment_command: null,
    post_deployment_command_container: null,
    pre_deployment_command: null,
    pre_deployment_command_container: null,
    watch_paths: null,
    custom_healthcheck_found: false,
    redirect: "both",
    compose_parsing_version: "5",
    custom_nginx_configuration: null,
    custom_network_aliases: null,
    is_http_basic_auth_enabled: false,
    http_basic_auth_username: null,
    http_basic_auth_password: null,
    restart_count: 0,
    last_restart_at: null,
    last_restart_type: null,
    health_check_type: "http",
    health_check_command: null,
    max_restart_count: 10,
    noindex_domains: null,
  },
  parents: [{ column: "environment_id", tables: ["environments"] }],
});

/** One row an application; `GET /applications/{uuid}` shows it as `settings`. */
export interface ApplicationSettingsRow extends Row {
  readonly application_id: number;
  readonly is_static: boolean;
  readonly is_force_https_enabled: boolean;
  readonly is_gzip_enabled: boolean;
  readonly is_stripprefix_enabled: boolean;
  readonly is_auto_deploy_enabled: boolean;
  readonly disable_build_cache: boolean;
  readonly docker_images_to_keep: number;
  readonly [column: string]: unknown;
}
export const applicationSettings = defineTable<ApplicationSettingsRow>({
  name: "application_settings",
  uuids: false,
  indices: ["application_id"],
  defaults: {
    is_static: false,
    is_git_submodules_enabled: true,
    is_git_lfs_enabled: true,
    is_auto_deploy_enabled: true,
    is_force_https_enabled: true,
    is_debug_enabled: false,
    is_preview_deployments_enabled: false,
    is_log_drain_enabled: false,
    is_gpu_enabled: false,
    gpu_driver: "nvidia",
    gpu_count: null,
    gpu_device_ids: null,
    gpu_options: null,
    is_include_timestamps: false,
    is_swarm_only_worker_nodes: true,
    is_raw_compose_deployment_enabled: false,
    is_build_server_enabled: false,
    is_consistent_container_name_enabled: false,
    is_gzip_enabled: true,
    is_stripprefix_enabled: true,
    connect_to_docker_network: false,
    custom_internal_name: null,
    is_container_label_escape_enabled: true,
    is_env_sorting_enabled: false,
    is_container_label_readonly_enabled: true,
    is_preserve_repository_enabled: false,
    disable_build_cache: false,
    is_spa: false,
    is_git_shallow_clone_enabled: true,
    is_pr_deployments_public_enabled: false,
    use_build_secrets: false,
    stop_grace_period: null,
    inject_build_args_to_dockerfile: true,
    include_source_commit_in_build: false,
    docker_images_to_keep: 2,
  },
  parents: [{ column: "application_id", tables: ["applications"] }],
});

/** A further destination of an application (contract 9). */
export interface AdditionalDestinationRow extends Row {
  readonly application_id: number;
  readonly destination_id: number;
  readonly server_id: number;
  readonly status: string;
}
export const additionalDestinations = defineTable<AdditionalDestinationRow>({
  name: "additional_destinations",
  uuids: false,
  indices: ["application_id", "destination_id"],
  defaults: { status: "exited" },
  parents: [
    { column: "application_id", tables: ["applications"] },
    { column: "destination_id", tables: ["standalone_dockers"] },
  ],
});
