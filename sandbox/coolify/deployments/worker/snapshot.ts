import { createHash } from "node:crypto";
import { type ApplicationRow, applicationSettings, applications } from "../../applications/tables.ts";
import { fileStorages, persistentStorages } from "../../storages/tables.ts";
import { variables } from "../../variables/tables.ts";
import { ownerKey } from "../../world/table.ts";
import type { World } from "../../world/world.ts";

/** A configuration by what a change of it asks for: a new image, or only a new container (contract 8.5). */
export interface Snapshot {
  readonly build: Readonly<Record<string, unknown>>;
  readonly redeploy: Readonly<Record<string, unknown>>;
}

/** Columns whose change needs a build (ApplicationConfigurationSnapshot.php). */
const BUILD_COLUMNS = [
  "git_repository",
  "git_branch",
  "git_commit_sha",
  "source_id",
  "private_key_id",
  "build_pack",
  "static_image",
  "base_directory",
  "publish_directory",
  "install_command",
  "build_command",
  "dockerfile",
  "dockerfile_location",
  "dockerfile_target_build",
  "docker_compose_location",
  "docker_compose_raw",
  "docker_compose_custom_build_command",
  "custom_nginx_configuration",
] as const;

const BUILD_SETTINGS = [
  "is_static",
  "is_spa",
  "is_git_submodules_enabled",
  "is_git_lfs_enabled",
  "is_git_shallow_clone_enabled",
  "is_env_sorting_enabled",
  "use_build_secrets",
  "inject_build_args_to_dockerfile",
  "include_source_commit_in_build",
  "disable_build_cache",
  "is_build_server_enabled",
] as const;

const REDEPLOY_COLUMNS = [
  "docker_registry_image_name",
  "docker_registry_image_tag",
  "fqdn",
  "docker_compose_domains",
  "redirect",
  "noindex_domains",
  "start_command",
  "docker_compose_custom_start_command",
  "ports_exposes",
  "ports_mappings",
  "custom_labels",
  "custom_docker_run_options",
  "custom_network_aliases",
  "pre_deployment_command",
  "pre_deployment_command_container",
  "post_deployment_command",
  "post_deployment_command_container",
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
  "is_http_basic_auth_enabled",
  "http_basic_auth_username",
  "http_basic_auth_password",
  "destination_id",
] as const;

const REDEPLOY_SETTINGS = [
  "is_force_https_enabled",
  "is_gzip_enabled",
  "is_stripprefix_enabled",
  "is_consistent_container_name_enabled",
  "custom_internal_name",
  "connect_to_docker_network",
  "is_gpu_enabled",
  "gpu_driver",
  "gpu_count",
  "gpu_device_ids",
  "gpu_options",
  "is_log_drain_enabled",
  "is_container_label_escape_enabled",
  "is_preserve_repository_enabled",
  "is_raw_compose_deployment_enabled",
  "stop_grace_period",
] as const;

/** The configuration as it is now; `preview` takes the variables of pull requests. */
export function snapshotOf(world: World, application: ApplicationRow, preview: boolean): Snapshot {
  const settings = world.of(applicationSettings).first("application_id", application.id) ?? {};
  const own = world
    .of(variables)
    .where("owner", ownerKey(applications.name, application))
    .filter((row) => row.is_preview === preview)
    .map(({ key, value, is_buildtime, is_runtime, is_literal, is_multiline }) => ({
      is_buildtime,
      text: [key, value, is_runtime, is_literal, is_multiline],
    }));
  const texts = (isBuildtime: boolean) => own.filter((one) => one.is_buildtime === isBuildtime).map((one) => one.text);
  return {
    build: { ...picked(application, BUILD_COLUMNS), ...picked(settings, BUILD_SETTINGS), variables: texts(true) },
    redeploy: {
      ...picked(application, REDEPLOY_COLUMNS),
      ...picked(settings, REDEPLOY_SETTINGS),
      variables: texts(false),
      mounts: mountsOf(world, application),
    },
  };
}

function mountsOf(world: World, application: ApplicationRow): unknown[] {
  const owner = ownerKey(applications.name, application);
  const volumes = world.of(persistentStorages).where("owner", owner);
  const files = world.of(fileStorages).where("owner", owner);
  return [
    ...volumes.map((row) => [row.name, row.mount_path, row.host_path]),
    ...files.map((row) => [row.fs_path, row.mount_path, row.content]),
  ];
}

function picked(from: object, keys: readonly string[]): Record<string, unknown> {
  const row = from as Record<string, unknown>;
  return Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
}

/** Whether what is pending asks for a build; with nothing to compare it does. */
export const needsBuild = (last: Snapshot | null | undefined, now: Snapshot): boolean =>
  !last || JSON.stringify(last.build) !== JSON.stringify(now.build);

/** The same for the same configuration (contract 8.8). */
export const hashOf = (snapshot: Snapshot): string => createHash("sha256").update(JSON.stringify(snapshot)).digest("hex");
