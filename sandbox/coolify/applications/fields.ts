import type { FieldRules } from "../validation/validate.ts";
import { domainUrls, gitBranch } from "./rules.ts";

/** Rules and lists of contract 4.2, as data. Names are those of the API; `input.ts` puts them together for each endpoint. */

const COMMAND = "nullable|string|max:1000|regex:shellSafe";
const FILE = "nullable|string|max:255|regex:filePath";
const DIRECTORY = "nullable|string|max:255|regex:directoryPath";
const CONTAINER = "string|regex:plainName";
const DOMAINS: FieldRules = ["nullable|string|max:2048", domainUrls];
export const BUILD_PACKS = "in:nixpacks,static,dockerfile,dockercompose,railpack";
export const PORTS_EXPOSES = "string|regex:portList";

const each = (names: readonly string[], rules: FieldRules): Record<string, FieldRules> =>
  Object.fromEntries(names.map((name) => [name, rules]));

/** Settings that are columns of `application_settings` under the same name and may be sent by that name (AC:40-62). */
export const BOOLEAN_SETTINGS = [
  "is_git_submodules_enabled",
  "is_git_lfs_enabled",
  "is_git_shallow_clone_enabled",
  "disable_build_cache",
  "inject_build_args_to_dockerfile",
  "include_source_commit_in_build",
  "is_env_sorting_enabled",
  "is_pr_deployments_public_enabled",
  "is_gzip_enabled",
  "is_stripprefix_enabled",
  "is_raw_compose_deployment_enabled",
  "is_log_drain_enabled",
  "is_gpu_enabled",
  "is_consistent_container_name_enabled",
] as const;
const TEXT_SETTINGS = ["gpu_driver", "gpu_count", "gpu_device_ids", "gpu_options", "custom_internal_name"] as const;
export const NUMBER_SETTINGS = ["stop_grace_period", "docker_images_to_keep"] as const;
export const SETTINGS: readonly string[] = [...BOOLEAN_SETTINGS, ...TEXT_SETTINGS, ...NUMBER_SETTINGS];

/** Settings the controller takes one by one, and the column each goes to. */
export const SINGLE_SETTINGS: Readonly<Record<string, string>> = {
  use_build_server: "is_build_server_enabled",
  use_build_secrets: "use_build_secrets",
  is_static: "is_static",
  is_spa: "is_spa",
  is_auto_deploy_enabled: "is_auto_deploy_enabled",
  is_force_https_enabled: "is_force_https_enabled",
  is_preview_deployments_enabled: "is_preview_deployments_enabled",
  connect_to_docker_network: "connect_to_docker_network",
};

/** Settings read as `$request->boolean()`: whatever is sent becomes true or false. */
export const LOOSE_SETTINGS = ["is_container_label_escape_enabled", "is_preserve_repository_enabled"] as const;

/** `sharedDataApplications()`: rules of create and PATCH alike (H:113-207). */
export const SHARED_RULES: Readonly<Record<string, FieldRules>> = {
  git_repository: "string",
  git_branch: ["string", gitBranch],
  build_pack: BUILD_PACKS,
  ...each(
    [
      "is_static",
      "is_spa",
      "is_auto_deploy_enabled",
      "is_force_https_enabled",
      "is_preview_deployments_enabled",
      "use_build_secrets",
      ...BOOLEAN_SETTINGS,
      "health_check_enabled",
      ...LOOSE_SETTINGS,
    ],
    "boolean",
  ),
  ...each(TEXT_SETTINGS, "string|nullable"),
  preview_url_template: "string",
  max_restart_count: "integer|min:0",
  stop_grace_period: "nullable|integer|min:1|max:3600",
  docker_images_to_keep: "integer|min:0|max:100",
  static_image: "in:nginx:alpine",
  domains: DOMAINS,
  noindex_domains: "array|nullable",
  "noindex_domains.*": "string",
  redirect: "in:www,non-www,both",
  git_commit_sha: "string|regex:gitCommit",
  docker_registry_image_name: "nullable|string|max:255|regex:imageName",
  docker_registry_image_tag: "nullable|string|max:128|regex:imageTag",
  ...each(["install_command", "build_command", "start_command"], COMMAND),
  ports_exposes: PORTS_EXPOSES,
  ports_mappings: "string|regex:portMappings|nullable",
  custom_network_aliases: "string|nullable",
  base_directory: DIRECTORY,
  publish_directory: DIRECTORY,
  health_check_type: "string|in:http,cmd",
  health_check_command: "nullable|string|max:1000|regex:healthCommand",
  health_check_path: "string|regex:healthPath",
  health_check_port: "integer|nullable|min:1|max:65535",
  health_check_host: "string|regex:healthHost",
  health_check_method: "string|in:GET,HEAD,POST,OPTIONS",
  health_check_scheme: "string|in:http,https",
  ...each(
    [
      "health_check_return_code",
      "health_check_interval",
      "health_check_timeout",
      "health_check_retries",
      "health_check_start_period",
      "limits_memory_swappiness",
      "limits_cpu_shares",
    ],
    "numeric",
  ),
  ...each(["limits_memory", "limits_memory_swap", "limits_memory_reservation", "limits_cpus"], "string"),
  ...each(
    [
      "health_check_response_text",
      "limits_cpuset",
      "custom_labels",
      "post_deployment_command",
      "pre_deployment_command",
      "manual_webhook_secret_github",
      "manual_webhook_secret_gitlab",
      "manual_webhook_secret_bitbucket",
      "manual_webhook_secret_gitea",
    ],
    "string|nullable",
  ),
  custom_docker_run_options: "nullable|string|max:2000|regex:shellSafe",
  post_deployment_command_container: CONTAINER,
  pre_deployment_command_container: CONTAINER,
  dockerfile_location: FILE,
  dockerfile_target_build: "nullable|string|max:128|regex:plainName",
  docker_compose_location: FILE,
  docker_compose_domains: "array|nullable",
  docker_compose_custom_start_command: COMMAND,
  docker_compose_custom_build_command: COMMAND,
};

/** `docker_compose_domains` item by item, where an endpoint looks into it. */
export const COMPOSE_DOMAIN_RULES: Readonly<Record<string, FieldRules>> = {
  docker_compose_domains: "array|nullable",
  "docker_compose_domains.*": "array:name,domain,redirect",
  "docker_compose_domains.*.name": "string|required",
  "docker_compose_domains.*.domain": DOMAINS,
  "docker_compose_domains.*.redirect": "nullable|string|in:www,non-www,both",
};

/** Columns of the application's own row that a request may set (fillable, AC:1198 and 2802). */
export const COLUMNS = [
  "name",
  "description",
  "noindex_domains",
  "git_repository",
  "git_branch",
  "git_commit_sha",
  "docker_registry_image_name",
  "docker_registry_image_tag",
  "build_pack",
  "static_image",
  "install_command",
  "build_command",
  "start_command",
  "ports_exposes",
  "ports_mappings",
  "custom_network_aliases",
  "base_directory",
  "publish_directory",
  "health_check_enabled",
  "health_check_type",
  "health_check_command",
  "health_check_path",
  "health_check_port",
  "health_check_host",
  "health_check_method",
  "health_check_return_code",
  "health_check_scheme",
  "health_check_response_text",
  "health_check_interval",
  "health_check_timeout",
  "health_check_retries",
  "health_check_start_period",
  "limits_memory",
  "limits_memory_swap",
  "limits_memory_swappiness",
  "limits_memory_reservation",
  "limits_cpus",
  "limits_cpuset",
  "limits_cpu_shares",
  "custom_labels",
  "custom_docker_run_options",
  "post_deployment_command",
  "post_deployment_command_container",
  "pre_deployment_command",
  "pre_deployment_command_container",
  "watch_paths",
  "manual_webhook_secret_github",
  "manual_webhook_secret_gitlab",
  "manual_webhook_secret_bitbucket",
  "manual_webhook_secret_gitea",
  "dockerfile_location",
  "docker_compose_location",
  "docker_compose_custom_start_command",
  "docker_compose_custom_build_command",
  "redirect",
  "custom_nginx_configuration",
  "is_http_basic_auth_enabled",
  "http_basic_auth_username",
  "http_basic_auth_password",
  "preview_url_template",
  "max_restart_count",
] as const;

/** Fields that do something without being a column of their own. */
const COMMANDS = [
  ...Object.keys(SINGLE_SETTINGS),
  ...LOOSE_SETTINGS,
  ...SETTINGS,
  "domains",
  "docker_compose_domains",
  "instant_deploy",
  "force_domain_override",
];

const CREATE_ONLY = [
  "project_uuid",
  "environment_name",
  "environment_uuid",
  "server_uuid",
  "destination_uuid",
  "type",
  "private_key_uuid",
  "github_app_uuid",
  "dockerfile",
  "docker_compose_raw",
  "autogenerate_domain",
  "tags",
];
const CHANGE_ONLY = ["dockerfile_target_build"];

export const CREATE_ALLOWED: readonly string[] = [...COLUMNS, ...COMMANDS, ...CREATE_ONLY];
export const CHANGE_ALLOWED: readonly string[] = [...COLUMNS, ...COMMANDS, ...CHANGE_ONLY];

/**
 * Fillable by name without being a column: the controller takes them out of the body, so in the query they
 * reach the database and end in a 500 (contract 1.4, "Query and body are one bag").
 */
export const FATAL_IN_QUERY = [
  "connect_to_docker_network",
  "force_domain_override",
  "is_container_label_escape_enabled",
  "use_build_server",
];
