import { z } from "zod";
import { Connection, NameOrUuid, Stamp } from "../fields.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { filledText, shownName } from "../text.ts";
import { networkOf, networkParts } from "./destinationNetwork.ts";

/** Longest network people may write: the rest of Coolify's 255 characters is kept for the stamp, whose signs may double. */
const NETWORK = 60;

/**
 * A Docker network of a server in which applications, databases and services run. It has no description, so that its stamp stands in
 * the name of the network (decision 16). What was made by hand is not taken over, since that name cannot be changed: name it as
 * `destination` where it is used.
 */
export const destination = defineKind({
  type: "Destination",
  doc: "A Docker network on a server, in which applications, databases and services run. With a second one on a server, whatever is made there has to name its destination.",
  input: z.strictObject({
    coolify: Connection,
    stamp: Stamp,
    server: NameOrUuid.describe("Name or uuid of the server."),
    name: shownName()
      .describe("Name at Coolify.")
      .meta({ examples: ["apps", "Anwendungen"] }),
    network: filledText(NETWORK)
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, "must be letters, digits, dots, dashes and underscores, with a letter or digit in front")
      .describe("First part of the network's name; the stamp follows it. Another network is another destination.")
      .meta({ examples: ["apps", "tools"] }),
  }),
  example: { stamp: "example/apps", server: "<Server>", name: "apps", network: "apps" },
  routes: {
    create: post("/servers/{server}/destinations"),
    read: get("/destinations/{uuid}"),
    together: get("/destinations"),
    update: patch("/destinations/{uuid}"),
    delete: del("/destinations/{uuid}"),
  },
  named: { server: async (lookups, server) => (await lookups.server(server)).uuid },
  createKeys: ["name", "network"],
  replaceOn: ["server", "network", "stamp"],
  // The network's name is unique on its server and holds the stamp, so that a second one is refused with 409 (contract 14).
  adopt: {
    by: "name",
    stampIn: "network",
    createFirst: true,
    list: get("/destinations"),
    same: (row, { network, stamp }) => row.network === networkOf(network, stamp),
  },
  toWire: ({ name, network, stamp }) => ({ name, network: networkOf(network, stamp) }),
  fromWire: (wire) => ({ name: wire.name, ...networkParts(wire.network) }),
  results: {
    schema: z.object({ dockerNetwork: z.string().describe("Name of the network as Docker knows it.") }),
    of: ({ network }) => (typeof network === "string" ? { dockerNetwork: network } : {}),
    movedBy: [],
  },
});
