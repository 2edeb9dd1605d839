import { applications } from "../applications/tables.ts";
import { databases } from "../databases/tables.ts";
import { destinations } from "../destinations/tables.ts";
import { environments } from "../environments/tables.ts";
import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import { projects } from "../projects/tables.ts";
import { services } from "../services/tables.ts";
import type { Row, TableDefinition } from "../world/table.ts";
import type { World } from "../world/world.ts";

/** What an application, a service and a database have in common: they own variables, storages and tasks. */
export interface ResourceRow extends Row {
  readonly uuid: string;
  readonly environment_id: number;
  readonly destination_id: number;
}

/** One of the three kinds of resources. */
export interface ResourceKind {
  /** First word of its paths and name of its table. */
  readonly path: "applications" | "services" | "databases";
  /** As messages call it. */
  readonly word: string;
  readonly table: TableDefinition<ResourceRow>;
}

/** Tables are of their own row type; here only what the three share counts. */
export const resourceKinds = {
  applications: { path: "applications", word: "Application", table: applications as unknown as TableDefinition<ResourceRow> },
  services: { path: "services", word: "Service", table: services as unknown as TableDefinition<ResourceRow> },
  databases: { path: "databases", word: "Database", table: databases as unknown as TableDefinition<ResourceRow> },
} satisfies Record<string, ResourceKind>;

/**
 * The resource of the token's team with this uuid.
 * @param uuid Default: as `$request->uuid` reads it; `call.params.uuid` where the endpoint reads the path alone (contract 1.4).
 * @param text The 404's message where it differs (contract 1.3).
 * @throws Refusal 404
 */
export function resourceOf(
  call: Call,
  kind: ResourceKind,
  uuid: unknown = shadowed(call, "uuid"),
  text = `${kind.word} not found.`,
): ResourceRow {
  const row = call.world.of(kind.table).byUuid(uuid);
  if (!row || surroundingsOf(call.world, row).team !== call.team) throw refusal(404, text);
  return row;
}

/** Where a resource lies: ids of what its references `{{team.X}}` and the like look into. */
export interface Surroundings {
  readonly team: number | undefined;
  readonly project: number | undefined;
  readonly environment: number;
  readonly server: number | undefined;
}

export function surroundingsOf(world: World, resource: ResourceRow): Surroundings {
  const project = world.of(projects).get(world.of(environments).get(resource.environment_id)?.project_id);
  const server = world.of(destinations).get(resource.destination_id)?.server_id;
  return { team: project?.team_id, project: project?.id, environment: resource.environment_id, server };
}
