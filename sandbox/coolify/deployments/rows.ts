import { hide } from "../access/hidden.ts";
import { type ApplicationRow, applications } from "../applications/tables.ts";
import { type DestinationRow, destinations } from "../destinations/tables.ts";
import { environments } from "../environments/tables.ts";
import { projects } from "../projects/tables.ts";
import { type ServerRow, servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { type DeploymentRow, deployments } from "./tables.ts";

/** Columns that an answer shows, in the order of a list's items (contract 8.3). */
const SHOWN = [
  "id",
  "application_id",
  "application_name",
  "build_server_id",
  "commit",
  "commit_message",
  "configuration_hash",
  "current_process_id",
  "deployment_url",
  "deployment_uuid",
  "destination_id",
  "docker_registry_image_tag",
  "finished_at",
  "force_rebuild",
  "git_type",
  "horizon_job_id",
  "horizon_job_worker",
  "is_api",
  "is_webhook",
  "logs",
  "only_this_server",
  "pull_request_id",
  "restart_only",
  "rollback",
  "server_id",
  "server_name",
  "status",
  "created_at",
  "updated_at",
] as const satisfies readonly (keyof DeploymentRow)[];

export function showDeployment(row: DeploymentRow, sensitive: boolean): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const key of SHOWN) shown[key] = row[key];
  return hide(shown, sensitive, "deployment");
}

export const deploymentByUuid = (world: World, uuid: unknown): DeploymentRow | undefined =>
  typeof uuid === "string" ? world.of(deployments).first("deployment_uuid", uuid) : undefined;

export const applicationOfRow = (world: World, row: DeploymentRow): ApplicationRow | undefined =>
  world.of(applications).get(row.application);

/** Newest last. */
export const deploymentsOf = (world: World, application: ApplicationRow): DeploymentRow[] =>
  world.of(deployments).where("application", application.id);

export function placeOfApplication(world: World, application: ApplicationRow): { destination?: DestinationRow; server?: ServerRow } {
  const destination = world.of(destinations).get(application.destination_id);
  const server = world.of(servers).get(destination?.server_id);
  return { ...(destination ? { destination } : {}), ...(server ? { server } : {}) };
}

/** The address of a deployment's page, with the environment of the moment (contract 8.3). */
export function deploymentUrl(world: World, application: ApplicationRow, uuid: string): string {
  const environment = world.of(environments).get(application.environment_id);
  const project = world.of(projects).get(environment?.project_id);
  return `/project/${project?.uuid}/environment/${environment?.uuid}/application/${application.uuid}/deployment/${uuid}`;
}

/** A row's end, whichever it is, does not change any more (contract 8.2). */
export const isActive = (row: DeploymentRow): boolean => row.status === "queued" || row.status === "in_progress";
