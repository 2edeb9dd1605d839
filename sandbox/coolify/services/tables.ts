import { defineTable, type Row } from "../world/table.ts";

export interface ServiceRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly service_type: string | null;
  readonly docker_compose_raw: string;
  readonly docker_compose: string | null;
  readonly environment_id: number;
  readonly server_id: number;
  readonly destination_id: number;
  readonly [column: string]: unknown;
}
export const services = defineTable<ServiceRow>({
  name: "services",
  indices: ["environment_id", "destination_id", "server_id"],
  parents: [{ column: "environment_id", tables: ["environments"] }],
});

/** A container of a service that is no database. */
export interface ServiceApplicationRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly fqdn: string | null;
  readonly status: string;
  readonly service_id: number;
  readonly [column: string]: unknown;
}
export const serviceApplications = defineTable<ServiceApplicationRow>({
  name: "service_applications",
  indices: ["service_id"],
  parents: [{ column: "service_id", tables: ["services"] }],
});

/** A container of a service that is a database, by its image. */
export interface ServiceDatabaseRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly status: string;
  readonly service_id: number;
  readonly [column: string]: unknown;
}
export const serviceDatabases = defineTable<ServiceDatabaseRow>({
  name: "service_databases",
  indices: ["service_id"],
  parents: [{ column: "service_id", tables: ["services"] }],
});
