import { defineTable, type Row } from "../world/table.ts";
import type { Run } from "./worker/run.ts";
import type { Snapshot } from "./worker/snapshot.ts";

/** `app/Enums/ApplicationDeploymentStatus.php` (contract 8.2). */
export type DeploymentStatus = "queued" | "in_progress" | "finished" | "failed" | "cancelled-by-user";

/** A row of the deployment queue (contract 8). It goes with its application. */
export interface DeploymentRow extends Row {
  readonly deployment_uuid: string;
  /** Number as text, as Coolify stores it. */
  readonly application_id: string;
  readonly application_name: string;
  readonly server_id: number;
  readonly server_name: string;
  /** Number as text. */
  readonly destination_id: string;
  readonly deployment_url: string;
  /** 0 for production. */
  readonly pull_request_id: number;
  readonly docker_registry_image_tag: string | null;
  readonly configuration_hash: string | null;
  readonly force_rebuild: boolean;
  readonly commit: string;
  readonly commit_message: string | null;
  readonly status: DeploymentStatus;
  readonly is_webhook: boolean;
  readonly is_api: boolean;
  readonly restart_only: boolean;
  readonly rollback: boolean;
  readonly git_type: string | null;
  readonly only_this_server: boolean;
  readonly current_process_id: string | null;
  readonly build_server_id: number | null;
  readonly horizon_job_id: string | null;
  readonly horizon_job_worker: string | null;
  readonly finished_at: string | null;
  /** JSON of a list of log entries; null before the first line. */
  readonly logs: string | null;
  /** The application as a number, so that its rows go with it. Not shown. */
  readonly application: number;
  /** What was deployed, by impact. Not shown (contract 1.7). */
  readonly configuration_snapshot: Snapshot | null;
  /** Where the row lies among the others when the database reads them without an order. Not shown. */
  readonly place: number;
  /** What the worker took along when it began. Not shown. */
  readonly run: Run | null;
}
export const deployments = defineTable<DeploymentRow>({
  name: "application_deployment_queues",
  uuids: false,
  indices: ["deployment_uuid", "application", "status"],
  defaults: {
    pull_request_id: 0,
    docker_registry_image_tag: null,
    configuration_hash: null,
    force_rebuild: false,
    commit_message: null,
    status: "queued",
    is_webhook: false,
    is_api: true,
    restart_only: false,
    rollback: false,
    git_type: null,
    only_this_server: false,
    current_process_id: null,
    build_server_id: null,
    horizon_job_id: null,
    horizon_job_worker: null,
    finished_at: null,
    logs: null,
    configuration_snapshot: null,
    run: null,
  },
  parents: [{ column: "application", tables: ["applications"] }],
});

/** Space that a deleted or rewritten row left behind; the next row goes there and so is read first (contract 8.3). */
export const freedSpace = defineTable<Row>({ name: "sandbox_freed_deployments", uuids: false, timestamps: false });

/** A pull request's preview of an application (contract 8.6). */
export interface PreviewRow extends Row {
  readonly application_id: number;
  readonly pull_request_id: number;
  readonly docker_registry_image_tag: string | null;
  readonly fqdn: string | null;
  readonly deleted_at: string | null;
}
export const previews = defineTable<PreviewRow>({
  name: "application_previews",
  indices: ["application_id"],
  defaults: { docker_registry_image_tag: null, fqdn: null, deleted_at: null },
  parents: [{ column: "application_id", tables: ["applications"] }],
});

/** A finished build, so that a test can count them. */
export interface BuildRow extends Row {
  readonly application: string;
  readonly name: string;
  readonly commit: string;
  readonly deployment_uuid: string;
}
export const builds = defineTable<BuildRow>({ name: "sandbox_builds", uuids: false, timestamps: false });
