import { z } from "zod";
import { optional, text } from "./applicationText.ts";

const Seconds = z.number().int().min(1).max(86_400);
const Port = z.number().int().min(1).max(65_535);

/** Coolify asks the container before it lets traffic in and goes on asking. */
export const HealthCheck = z.strictObject({
  enabled: z.boolean().default(false).describe("Whether the container is asked."),
  type: z.enum(["http", "cmd"]).default("http").describe("Whether it is asked by HTTP or by a command inside it."),
  command: optional(
    text()
      .max(1000)
      .regex(/^[a-zA-Z0-9 \-_./:=@,+]*$/, "may only have letters, digits, spaces and - _ . / : = @ , +"),
  )
    .describe("Command that ends with 0 when all is well. Counts with the type `cmd`.")
    .meta({ examples: ["pg_isready", "redis-cli ping"] }),
  method: z.enum(["GET", "HEAD", "POST", "OPTIONS"]).default("GET").describe("Method of the request."),
  scheme: z.enum(["http", "https"]).default("http").describe("Scheme of the request."),
  host: text()
    .regex(/^[a-zA-Z0-9.\-_]+$/, "must be a host name")
    .default("localhost")
    .describe("Host that is asked, seen from the container.")
    .meta({ examples: ["localhost", "127.0.0.1"] }),
  port: Port.optional()
    .describe("Port that is asked. Default: the application's first.")
    .meta({ examples: [8080, 8081] }),
  path: text()
    .regex(/^\/[a-zA-Z0-9/\-_.~%,;]*$/, "must start with / and have no ? or &")
    .default("/")
    .describe("Path that is asked.")
    .meta({ examples: ["/api/health", "/health"] }),
  returnCode: z.number().int().min(100).max(599).default(200).describe("Status that means all is well."),
  responseText: optional(text())
    .describe("Text that the answer must contain.")
    .meta({ examples: ["ok", "healthy"] }),
  intervalSeconds: Seconds.default(5).describe("Pause between two checks."),
  timeoutSeconds: Seconds.default(5).describe("Time for an answer."),
  retries: z.number().int().min(1).max(1000).default(10).describe("Failures in a row that make it unwell."),
  startPeriodSeconds: z.number().int().min(0).max(86_400).default(5).describe("Time after the start in which failures do not count."),
});

const Size = text()
  .toLowerCase()
  .regex(/^\d+(\.\d+)?[bkmg]?$/, "must be a size such as 256m or 1g");

/** Ceilings of one container, in Docker's words: `256m`, `0.25`. `0` is no ceiling. */
export const Limits = z.strictObject({
  memory: Size.default("0")
    .describe("Memory, such as `256m`. `0`: no ceiling.")
    .meta({ examples: ["256m", "512m"] }),
  cpus: text()
    .regex(/^\d+(\.\d+)?$/, "must be a number such as 0.25")
    .default("0")
    .describe("Processors, such as `0.25`. `0`: no ceiling.")
    .meta({ examples: ["0.25", "0.5"] }),
  memorySwap: text()
    .toLowerCase()
    .regex(/^(-1|\d+(\.\d+)?[bkmg]?)$/, "must be a size such as 1g, or -1")
    .default("0")
    .describe("Memory and swap together. `0`: twice the memory, `-1`: no ceiling.")
    .meta({ examples: ["512m", "1g"] }),
  memoryReservation: Size.default("0")
    .describe("Memory that it is pushed back to when the server runs short.")
    .meta({ examples: ["128m", "256m"] }),
  memorySwappiness: z.number().int().min(0).max(100).default(60).describe("How readily memory is swapped out, 0 to 100."),
  cpuShares: z.number().int().min(0).max(262_144).default(1024).describe("Weight against other containers when processors are short."),
  cpuSet: optional(text().regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/, "must be a list such as 0-1,3"))
    .describe("Processors it may use, such as `0-1,3`.")
    .meta({ examples: ["0", "0-1"] }),
});

export const Gpu = z.strictObject({
  enabled: z.boolean().default(false).describe("Whether the container gets graphics processors."),
  driver: text()
    .min(1, "must not be empty")
    .default("nvidia")
    .describe("Docker's driver for them.")
    .meta({ examples: ["nvidia", "cdi"] }),
  count: optional(text())
    .describe("How many, or `all`.")
    .meta({ examples: ["1", "all"] }),
  deviceIds: optional(text())
    .describe("Which ones, with commas between.")
    .meta({ examples: ["0", "0,1"] }),
  options: optional(text())
    .describe("Options of the driver.")
    .meta({ examples: ["utility", "compute,utility"] }),
});
