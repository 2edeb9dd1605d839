import { z } from "zod";
import { Adopt, Connection, DeleteData, Owner, Stamp, WorkloadDescription } from "../fields.ts";
import { defineKind, get, patch, post } from "../kind.ts";
import { Tags } from "./applicationReach.ts";
import { Limits } from "./applicationRun.ts";
import { ApplicationName, text } from "./applicationText.ts";
import { engineKeys } from "./databaseEngines.ts";
import { DatabaseHealthCheck, Engine, PublicPort, results } from "./databaseFields.ts";
import { databaseFaults, databaseFromWire, databaseToWire, keepRedisPassword, otherVolume, portBeside } from "./databaseWire.ts";
import { deletionOf } from "./deletion.ts";
import { place, placeToCreate } from "./servicePlace.ts";

/** A database of one of eight engines. Names may repeat at Coolify, so it is known by its stamp. */
export const database = defineKind({
  type: "Database",
  doc: "A database: postgresql, mysql, mariadb, mongodb, redis, keydb, dragonfly or clickhouse, on one server.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    adopt: Adopt,
    stamp: Stamp,
    ...place,
    name: ApplicationName.describe("Shown in Coolify. Names may repeat there."),
    description: WorkloadDescription.default("").describe("Words for people; the stamp is added."),
    engine: Engine.describe("Which database it is, and what this engine has. Another engine is another database."),
    image: text()
      .min(1, "must not be empty")
      .optional()
      .describe("Docker image with tag. Left out: Coolify's for the engine when it is made, later it stays.")
      .meta({ examples: ["postgres:17-alpine", "postgres:16-alpine"] }),
    isPublic: z.boolean().default(false).describe("Whether the server leads a port of its own to the database. It needs `publicPort`."),
    publicPort: PublicPort,
    publicPortTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .default(3600)
      .describe("Seconds after which an idle connection through the public port ends."),
    limits: Limits.prefault({}).describe("Ceilings of its container."),
    healthCheck: DatabaseHealthCheck.optional().describe("How Coolify asks whether it lives. Left out: as Coolify has it."),
    tags: Tags.describe("Tags, in lower case. Left out they are left alone.").meta({ examples: [["ledger"], ["ledger", "money"]] }),
    deleteData: DeleteData,
  }),
  example: {
    stamp: "air/ledger",
    project: "<Project>",
    environment: "production",
    server: "main",
    name: "ledger",
    description: "Orders and customers",
    image: "postgres:17-alpine",
    engine: {
      type: "postgresql",
      user: "ledger",
      password: "correct-horse-1",
      database: "ledger",
      initdbArgs: "--data-checksums",
      hostAuthMethod: "scram-sha-256",
      configuration: "max_connections = 50\n",
    },
    isPublic: true,
    publicPort: 25_432,
    publicPortTimeoutSeconds: 600,
    limits: { memory: "512m", cpus: "0.5" },
    healthCheck: { intervalSeconds: 20 },
    tags: ["ledger"],
  },
  routes: {
    create: ({ engine }) => post(`/databases/${engine.type}`),
    read: get("/databases/{uuid}"),
    together: get("/databases"),
    update: patch("/databases/{uuid}"),
    delete: deletionOf("/databases/{uuid}"),
    move: post("/databases/{uuid}/move"),
  },
  parents: { project: get("/projects/{project}") },
  createKeys: [
    ...["name", "description", "image", "is_public", "public_port", "public_port_timeout", "limits_memory", "limits_memory_swap"],
    ...["limits_memory_swappiness", "limits_memory_reservation", "limits_cpus", "limits_cpuset", "limits_cpu_shares"],
    ...engineKeys,
  ],
  replaceOn: ["server", "destination", "engine.type"],
  adopt: { by: "stamp", list: get("/databases"), refused: otherVolume },
  toWire: databaseToWire,
  fromWire: databaseFromWire,
  toCreate: async (inputs, lookups) => ({
    ...(await placeToCreate(inputs, lookups)),
    ...(inputs.tags?.length && { tags: inputs.tags }),
  }),
  besideUpdate: (inputs, _uuid, before) => portBeside(inputs, before),
  tags: "/databases/{uuid}/tags",
  // Dragonfly's create answers its uuid alone (contract 12.1): then the engine reads.
  results: {
    schema: results,
    of: (wire) => ("internal_db_url" in wire ? { internalUrl: wire.internal_db_url, externalUrl: wire.external_db_url ?? "" } : {}),
    movedBy: ["is_public", "public_port", "image", ...engineKeys.filter((key) => !/_(conf|args|method)$/.test(key))],
  },
  data: { onDelete: "refused", lostByReplacement: () => true, storages: get("/databases/{uuid}/storages") },
  faults: databaseFaults,
  turns: ({ isPublic, publicPort }) => (isPublic && publicPort !== undefined ? [`port:${publicPort}`] : []),
  afterWrite: keepRedisPassword,
  deletedLater: true,
});
