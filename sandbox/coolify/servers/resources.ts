import { shownStatus } from "../applications/show.ts";
import { type ApplicationRow, additionalDestinations, applications } from "../applications/tables.ts";
import { type DatabaseRow, databases } from "../databases/tables.ts";
import { destinations } from "../destinations/tables.ts";
import { serviceStatus } from "../services/status.ts";
import { type ServiceRow, services } from "../services/tables.ts";
import type { World } from "../world/world.ts";
import type { ServerRow } from "./tables.ts";

/** Something that lies on a server, with what its deletion job needs. */
export interface PlacedResource {
  readonly kind: "application" | "database" | "service";
  readonly row: ApplicationRow | DatabaseRow | ServiceRow;
}

/** The engines in the order in which Coolify goes through them. */
const ENGINES = ["postgresql", "redis", "mongodb", "mysql", "mariadb", "keydb", "dragonfly", "clickhouse"];

/** Applications, databases, services of a server; what is queued for deletion is still there. */
export function resourcesOn(world: World, server: ServerRow): PlacedResource[] {
  const places = world.of(destinations).where("server_id", server.id);
  const first = places.flatMap(({ id }) => world.of(applications).where("destination_id", id)).sort(byId);
  const more = places
    .flatMap(({ id }) => world.of(additionalDestinations).where("destination_id", id))
    .flatMap(({ application_id }) => world.of(applications).get(application_id) ?? []);
  const stores = places.flatMap(({ id }) => world.of(databases).where("destination_id", id)).sort(byId);
  return [
    ...placed("application", [...first, ...more]),
    ...placed(
      "database",
      ENGINES.flatMap((engine) => stores.filter((row) => row.engine === engine)),
    ),
    ...placed("service", world.of(services).where("server_id", server.id)),
  ];
}

/** As GET /servers/{uuid}/resources lists them: light rows with the status. */
export function shownResources(world: World, server: ServerRow): object[] {
  return resourcesOn(world, server).map((resource) => {
    const { uuid, name, created_at, updated_at } = resource.row;
    const id = resource.kind === "database" ? resource.row.engine_id : resource.row.id;
    return { id, uuid, name, type: typeOf(resource), created_at, updated_at, status: statusOf(world, resource) };
  });
}

/** Queues what DELETE of each resource would queue. */
export function queueDeletions(world: World, resources: readonly PlacedResource[]): void {
  for (const { kind, row } of resources) world.queue({ kind: `${kind}.delete`, payload: { [kind]: row.id } });
}

const placed = (kind: PlacedResource["kind"], rows: readonly PlacedResource["row"][]): PlacedResource[] =>
  rows.map((row) => ({ kind, row }));

const byId = (one: { id: number }, other: { id: number }): number => one.id - other.id;

const typeOf = ({ kind, row }: PlacedResource): string => (kind === "database" ? `standalone-${row.engine}` : kind);

function statusOf(world: World, { kind, row }: PlacedResource): string {
  if (kind === "service") return serviceStatus(world, row as ServiceRow);
  const more = kind === "application" ? world.of(additionalDestinations).where("application_id", row.id) : [];
  return shownStatus(String(row.status), more);
}
