import { z } from "zod";
import { defineKind, get, patch } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { Container, PART_COLUMNS, part, partFromWire, partToWire } from "./servicePart.ts";

const COLUMNS = { ...PART_COLUMNS, isPublic: "is_public", publicPort: "public_port", publicPortTimeoutSeconds: "public_port_timeout" };

/** A container of a service that is a database, by its image. It comes with the compose text and stays when the resource is removed. */
export const serviceDatabase = defineKind({
  type: "ServiceDatabase",
  doc: "Settings of one database container of a service, found by its name. What is left out stays as Coolify has it; removing the resource changes nothing.",
  input: z.strictObject({
    ...part,
    container: Container.meta({ examples: ["postgres", "redis"] }),
    isPublic: z.boolean().optional().describe("Whether the server leads a port of its own to the database. It needs `publicPort`."),
    publicPort: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe("That port. Coolify lets two containers of one service take the same: choose one that is free on the server."),
    publicPortTimeoutSeconds: z.number().int().min(1).optional().describe("Seconds after which an idle connection through that port ends."),
  }),
  example: {
    service: "<Service>",
    owner: "<Service owner>",
    container: "postgres",
    humanName: "Ledger",
    description: "Orders and customers",
    excludeFromStatus: false,
    isPublic: true,
    publicPort: 15_432,
    publicPortTimeoutSeconds: 600,
  },
  routes: {
    read: get("/services/{service}/databases/{uuid}"),
    together: { ...get("/services"), rows: (answer) => rowsOf(answer).flatMap(({ databases }) => rowsOf(databases)) },
    update: patch("/services/{service}/databases/{uuid}"),
  },
  parents: { service: get("/services/{service}") },
  createKeys: [],
  replaceOn: ["container"],
  adopt: {
    by: "name",
    list: { ...get("/services/{service}/databases"), rows: rowsOf },
    same: (row, { container }) => row.name === container,
  },
  toWire: (inputs) => partToWire(COLUMNS, inputs),
  fromWire: (wire, inputs) => ({ container: wire.name, ...partFromWire(COLUMNS, wire, inputs) }),
  faults: ({ isPublic, publicPort }) =>
    isPublic && publicPort === undefined ? [{ property: "publicPort", reason: "is needed with isPublic" }] : [],
  // Every change of a part writes the compose text; a port has one owner (contract 21.3).
  turns: ({ service, publicPort }) => [`service:${service}`, ...(publicPort === undefined ? [] : [`port:${publicPort}`])],
  exempt: {
    gone: "a part comes and goes with the compose text and has no route that deletes it (contract 13.3)",
    adopt: "it is only found, never made (contract 13.2)",
    destroy: "it stays with its service (contract 13.3)",
  },
});
