import { defineTable, type Row } from "../world/table.ts";

/** A row of the deployment queue (contract 8). It stays when its application goes. */
export interface DeploymentRow extends Row {
  readonly deployment_uuid: string;
  /** Number as text, as Coolify stores it. */
  readonly application_id: string;
  readonly status: string;
  readonly commit: string;
  readonly server_id: number;
  readonly destination_id: string;
  readonly [column: string]: unknown;
}
export const deployments = defineTable<DeploymentRow>({
  name: "application_deployment_queues",
  uuids: false,
  indices: ["deployment_uuid", "application_id", "server_id"],
});
