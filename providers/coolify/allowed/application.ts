import { type Allowed, reason } from "./allowed.ts";

const COMMANDS = ["install_command", "build_command", "start_command"] as const;
const HEALTH = [
  "health_check_enabled",
  "health_check_type",
  "health_check_command",
  "health_check_path",
  "health_check_port",
  "health_check_host",
  "health_check_method",
  "health_check_scheme",
  "health_check_return_code",
  "health_check_response_text",
  "health_check_interval",
  "health_check_timeout",
  "health_check_retries",
  "health_check_start_period",
] as const;
const LIMITS = [
  "limits_memory",
  "limits_memory_swap",
  "limits_memory_swappiness",
  "limits_memory_reservation",
  "limits_cpus",
  "limits_cpuset",
  "limits_cpu_shares",
  "max_restart_count",
] as const;
const SETTINGS = [
  "is_static",
  "is_spa",
  "is_auto_deploy_enabled",
  "is_force_https_enabled",
  "is_preview_deployments_enabled",
  "use_build_server",
  "use_build_secrets",
  "connect_to_docker_network",
  "is_container_label_escape_enabled",
  "is_preserve_repository_enabled",
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
  "stop_grace_period",
  "docker_images_to_keep",
  "is_log_drain_enabled",
  "is_gpu_enabled",
  "is_consistent_container_name_enabled",
  "gpu_driver",
  "gpu_count",
  "gpu_device_ids",
  "gpu_options",
  "custom_internal_name",
] as const;
const COMMON = [
  "name",
  "description",
  "git_repository",
  "git_branch",
  "git_commit_sha",
  "build_pack",
  "docker_registry_image_name",
  "docker_registry_image_tag",
  "domains",
  "docker_compose_domains",
  "noindex_domains",
  "redirect",
  "force_domain_override",
  "instant_deploy",
  "static_image",
  "docker_compose_custom_start_command",
  "docker_compose_custom_build_command",
  "custom_docker_run_options",
  "pre_deployment_command",
  "post_deployment_command",
  "pre_deployment_command_container",
  "post_deployment_command_container",
  "ports_exposes",
  "ports_mappings",
  "custom_network_aliases",
  "base_directory",
  "publish_directory",
  "dockerfile_location",
  "docker_compose_location",
  "watch_paths",
  "custom_labels",
  "custom_nginx_configuration",
  "preview_url_template",
  "manual_webhook_secret_github",
  "manual_webhook_secret_gitlab",
  "manual_webhook_secret_bitbucket",
  "manual_webhook_secret_gitea",
  "is_http_basic_auth_enabled",
  "http_basic_auth_username",
  "http_basic_auth_password",
] as const;
const EVERY_APPLICATION = [...COMMON, ...COMMANDS, ...HEALTH, ...LIMITS, ...SETTINGS];
const ONLY_CREATE = [
  "project_uuid",
  "server_uuid",
  "environment_name",
  "environment_uuid",
  "destination_uuid",
  "autogenerate_domain",
  "tags",
  "type",
  "dockerfile",
  "docker_compose_raw",
  "private_key_uuid",
  "github_app_uuid",
];

const GIT_CREATE = ["public", "private-github-app", "private-deploy-key"] as const;
const OTHER_CREATE = ["dockerfile", "dockerimage"] as const;
const route = (variant: string) => `POST /applications/${variant}`;
const each = (variants: readonly string[], keys: readonly string[]) =>
  Object.fromEntries(variants.map((variant): [string, readonly string[]] => [route(variant), keys]));

const DROPPED = ["docker_compose_raw", "type", "custom_labels"];
const NO_KEY = "private_key_uuid";
const NO_APP = "github_app_uuid";
/** Without a repository these are dropped by create; a PATCH takes them (contract 4.1). */
const DROPPED_WITHOUT_GIT = [
  "git_repository",
  "git_branch",
  "build_pack",
  "is_static",
  "is_spa",
  "is_auto_deploy_enabled",
  "is_preserve_repository_enabled",
];

/** Applications (contract 4.2). */
export const application: Allowed = {
  routes: {
    ...each([...GIT_CREATE, ...OTHER_CREATE], [...EVERY_APPLICATION, ...ONLY_CREATE]),
    "PATCH /applications/{uuid}": [...EVERY_APPLICATION, "dockerfile_target_build"],
  },
  dropped: {
    // Kept there as it is sent, base64 and all, where nothing reads it.
    ...each(GIT_CREATE, [...DROPPED, NO_KEY, NO_APP, "dockerfile"]),
    [route("private-github-app")]: [...DROPPED, NO_KEY, "dockerfile"],
    [route("private-deploy-key")]: [...DROPPED, NO_APP, "dockerfile"],
    ...each(OTHER_CREATE, [...DROPPED, NO_KEY, NO_APP, ...DROPPED_WITHOUT_GIT]),
  },
  skipped: {
    Application: Object.fromEntries([
      ...reason("an action, not a state: contract 4.2, 16.2", ["instant_deploy", "force_domain_override"]),
      ...reason("generated anew at every change of a domain: contract 16.1, T7", ["custom_labels"]),
      ...reason("accepted and dropped: contract 4.1", ["docker_compose_raw", "type"]),
      ...reason("environment_name says the same: contract 4.1", ["environment_uuid"]),
    ]),
  },
};
