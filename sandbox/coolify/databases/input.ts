import type { InputSpec } from "../validation/validate.ts";
import { commonFields } from "./columns.ts";
import { type Engine, engineNames, engineSpec } from "./engines.ts";

const PLACE = ["project_uuid", "environment_name", "environment_uuid", "server_uuid", "destination_uuid"];
const COMMON = [...commonFields, ...PLACE, "instant_deploy", "tags"];
const ALL = [...COMMON, ...engineNames.flatMap((engine) => Object.keys(engineSpec(engine).fields))];

/** POST /databases/{engine}, first look: fields of any engine pass; the others are named without a text (contract 1.5, shape 4). */
export const anyEngineInput: InputSpec = { rules: {}, allowed: ALL, unknown: "names" };

const spec = (engine: Engine, allowed: readonly string[], more: InputSpec["rules"] = {}): InputSpec => ({
  rules: { ...engineSpec(engine).fields, ...more },
  allowed: [...allowed, ...Object.keys(engineSpec(engine).fields)],
  wording: "custom",
});

/** POST /databases/{engine}, second look: the rules of the common fields are never enforced (contract 12.1). */
export const createInput = (engine: Engine): InputSpec => spec(engine, COMMON);

/** PATCH, first look: the common fields. */
export const commonChangeInput: InputSpec = {
  rules: {
    name: "string|max:255",
    description: "string|nullable",
    image: "string",
    is_public: "boolean",
    public_port: "numeric|nullable",
    public_port_timeout: "integer|nullable|min:1",
    limits_memory: "string",
    limits_memory_swap: "string",
    limits_memory_swappiness: "numeric",
    limits_memory_reservation: "string",
    limits_cpus: "string",
    limits_cpuset: "string|nullable",
    limits_cpu_shares: "numeric",
  },
  unknown: "ignore",
  wording: "custom",
};

const HEALTH = {
  health_check_enabled: "boolean",
  health_check_interval: "integer|min:1",
  health_check_timeout: "integer|min:1",
  health_check_retries: "integer|min:1",
  health_check_start_period: "integer|min:0",
};

/** PATCH, second look: fields of the engine and of the health check. */
export const changeInput = (engine: Engine): InputSpec => spec(engine, [...commonFields, ...Object.keys(HEALTH)], HEALTH);

/** Fields that a PATCH drops without a word before it looks for unknown ones (removeUnnecessaryFieldsFromRequest). */
export const DROPPED: ReadonlySet<string> = new Set([
  ...PLACE,
  ...["instant_deploy", "tags", "type", "domains", "github_app_uuid", "private_key_uuid", "docker_compose_raw", "use_build_server"],
  ...["use_build_secrets", "is_static", "is_spa", "is_auto_deploy_enabled", "is_force_https_enabled", "is_preview_deployments_enabled"],
  ...["connect_to_docker_network", "force_domain_override", "autogenerate_domain", "is_container_label_escape_enabled"],
  ...["is_preserve_repository_enabled", "include_source_commit_in_build", "is_git_submodules_enabled", "is_git_lfs_enabled"],
  ...["is_git_shallow_clone_enabled", "disable_build_cache", "inject_build_args_to_dockerfile", "is_env_sorting_enabled"],
  ...["is_pr_deployments_public_enabled", "stop_grace_period", "docker_images_to_keep", "is_gzip_enabled", "is_stripprefix_enabled"],
  ...["is_raw_compose_deployment_enabled", "is_log_drain_enabled", "is_gpu_enabled", "gpu_driver", "gpu_count", "gpu_device_ids"],
  ...["gpu_options", "is_consistent_container_name_enabled", "custom_internal_name"],
]);
