import { type ResourceKind, type ResourceRow, resourceKinds } from "../resources/kinds.ts";
import { serviceApplications, serviceDatabases } from "../services/tables.ts";
import { ownerKey, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";

/** What a storage is mounted in: an application, a database, or a part of a service. */
export interface Mounted {
  /** `ownerKey(table, row)`. */
  readonly key: string;
  readonly row: Row & { readonly uuid: string };
  /** Class name, `App\Models\Application`. */
  readonly model: string;
  /** As lists of a service call the class. */
  readonly part?: "application" | "database";
}

/** What differs between the resources (contract 6). */
export interface StoragePolicy {
  readonly kind: ResourceKind;
  /** All that may hold storages of the resource. */
  readonly mounted: (world: World, resource: ResourceRow) => readonly Mounted[];
  /** The body names a part by `resource_uuid`, and lists show it. */
  readonly inParts: boolean;
  /** Volumes belong to the compose text: PATCH and DELETE are refused. */
  readonly volumesReadOnly: boolean;
}

const ENGINES: Readonly<Record<string, string>> = {
  postgresql: "StandalonePostgresql",
  mysql: "StandaloneMysql",
  mariadb: "StandaloneMariadb",
  mongodb: "StandaloneMongodb",
  redis: "StandaloneRedis",
  clickhouse: "StandaloneClickhouse",
  dragonfly: "StandaloneDragonfly",
  keydb: "StandaloneKeydb",
};

const model = (name: string): string => `App\\Models\\${name}`;

export const storagePolicies: readonly StoragePolicy[] = [
  {
    kind: resourceKinds.applications,
    mounted: (_, row) => [{ key: ownerKey("applications", row), row, model: model("Application") }],
    inParts: false,
    volumesReadOnly: false,
  },
  {
    kind: resourceKinds.databases,
    mounted: (_, row) => [{ key: ownerKey("databases", row), row, model: model(ENGINES[engineOf(row)] ?? "") }],
    inParts: false,
    volumesReadOnly: false,
  },
  { kind: resourceKinds.services, mounted: partsOf, inParts: true, volumesReadOnly: true },
];

const engineOf = (row: ResourceRow): string => String((row as ResourceRow & { engine?: unknown }).engine);

function partsOf(world: World, service: ResourceRow): Mounted[] {
  const applications = world.of(serviceApplications).where("service_id", service.id);
  const databases = world.of(serviceDatabases).where("service_id", service.id);
  return [
    ...applications.map((row) => part(serviceApplications.name, row, "ServiceApplication", "application")),
    ...databases.map((row) => part(serviceDatabases.name, row, "ServiceDatabase", "database")),
  ];
}

function part(table: string, row: Mounted["row"], name: string, kind: "application" | "database"): Mounted {
  return { key: ownerKey(table, row), row, model: model(name), part: kind };
}
