import { isIP } from "node:net";
import { z } from "zod";
import { Adopt, Connection, Description, NameOrUuid, Stamp } from "../fields.ts";
import { frequency } from "../frequency.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { splitStamp } from "../stamp.ts";
import { filledText, isHostName, shownName } from "../text.ts";
import { validated } from "./serverValidation.ts";
import { serverFromWire, serverToWire } from "./serverWire.ts";

/** The largest number that Coolify's columns hold. */
const Count = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/**
 * A machine on which Coolify runs containers. It comes with a destination `coolify`. While anything runs on it, Coolify refuses to
 * delete it, and we never force that (contract 11); the machine of Coolify itself cannot be deleted at all.
 */
export const server = defineKind({
  type: "Server",
  doc: "A machine that Coolify reaches over SSH and on which it runs containers.",
  input: z.strictObject({
    coolify: Connection,
    stamp: Stamp,
    adopt: Adopt,
    name: shownName()
      .describe("Name at Coolify.")
      .meta({ examples: ["apps", "Anwendungen"] }),
    description: Description.default("")
      .describe("What it is for.")
      .meta({ examples: ["Hetzner, Falkenstein", "Hetzner, Helsinki"] }),
    address: filledText()
      .refine((address) => isIP(address) > 0 || isHostName(address), "must be an IP address or a host name")
      .describe("IP address or host name. No two servers of a Coolify may have the same, whatever team they belong to.")
      .meta({ examples: ["203.0.113.50", "apps.example.com"] }),
    port: z.number().int().min(1).max(65_535).default(22).describe("Port of SSH."),
    user: filledText()
      .regex(/^[a-zA-Z0-9._-]+$/, "must be letters, digits, dots, dashes and underscores")
      .default("root")
      .describe("User for SSH.")
      .meta({ examples: ["root", "deploy"] }),
    privateKey: NameOrUuid.describe("Name or uuid of the key for SSH.").meta({ writeOnly: "contract 16.1: it is read as a number (T21)" }),
    proxy: z.enum(["traefik", "caddy", "nginx", "none"]).default("traefik").describe("Proxy that brings domains to containers."),
    buildServer: z.boolean().default(false).describe("Whether it only builds images. Not where anything runs already."),
    terminal: z.boolean().default(true).describe("Whether Coolify's terminal may be used on it."),
    concurrentBuilds: Count.default(2).describe("Builds at the same time."),
    deploymentQueueLimit: Count.default(25).describe("Deployments that may wait."),
    dynamicTimeoutSeconds: Count.default(3600).describe("When a build or deployment that does not end is given up. Unit: seconds."),
    connectionTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(300)
      .default(10)
      .describe("When an SSH connection that does not open is given up. Unit: seconds."),
    diskUsageWarningPercent: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(80)
      .describe("Disk usage from which on the team is told. Unit: percent."),
    diskUsageCheckFrequency: frequency()
      .default("0 23 * * *")
      .describe("When the disk is looked at: a cron expression, or hourly, daily, weekly, monthly, yearly.")
      .meta({ examples: ["0 23 * * *", "daily"] }),
    validate: z
      .boolean()
      .default(true)
      .describe(
        "Whether Coolify connects when the server is new or its address, port, user or key changed, and `up` fails when it cannot be used.",
      )
      .meta({ onlyCreate: "contract 14: it says how the next validation goes" }),
    installDocker: z
      .boolean()
      .default(false)
      .describe("Whether that connection installs what is missing, Docker above all.")
      .meta({ onlyCreate: "contract 14: it says how the next validation goes" }),
  }),
  example: {
    stamp: "example/apps",
    name: "apps",
    description: "Hetzner, Falkenstein",
    address: "203.0.113.50",
    privateKey: "<PrivateKey>",
  },
  routes: {
    create: post("/servers"),
    read: get("/servers/{uuid}"),
    update: patch("/servers/{uuid}"),
    delete: del("/servers/{uuid}"),
  },
  named: { privateKey: async (lookups, privateKey) => (await lookups.privateKey(privateKey)).uuid },
  createKeys: ["name", "description", "ip", "port", "user", "private_key_uuid", "proxy_type", "is_build_server"],
  replaceOn: [],
  adopt: { by: "stamp", list: get("/servers") },
  toWire: serverToWire,
  fromWire: (wire) => ({ ...splitStamp(wire.description), ...serverFromWire(wire) }),
  // Two creations or changes at once may both get one address (contract 21.1).
  turns: ({ address }) => [`server-address:${address}`],
  afterWrite: validated,
});
