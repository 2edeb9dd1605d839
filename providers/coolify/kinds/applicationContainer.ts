import { z } from "zod";
import { freeText, optional, plainName, shellLine, text } from "./applicationText.ts";

/** Coolify's numbers end here; a larger one is a 500 (contract 4.2). */
const BIGGEST = 2_147_483_647;

const portsOf = (mapping: string) => mapping.split(":").map(Number);

const PortMapping = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,4}:[1-9]\d{0,4}$/, "must be <port of the server>:<port of the container>")
  .refine((mapping) => portsOf(mapping).every((port) => port <= 65_535), "has a port that does not exist");

/** Text that is JSON is taken for something else than a name (trap T14). */
function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

const NetworkAlias = text()
  .overwrite((alias) => alias.replace(/ /g, "-"))
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, "must be of letters, digits, dots, dashes and underscores")
  .refine((alias) => !isJson(alias), "must not be a number, true, false or null");

export const Container = z.strictObject({
  name: optional(plainName())
    .describe("Name of the container, for others on its network.")
    .meta({ examples: ["air-web", "air-app"] }),
  consistentName: z
    .boolean()
    .default(false)
    .describe("Whether its name stays the same from one deployment to the next. No rolling update then."),
  runOptions: optional(shellLine(2000))
    .describe("Further options of `docker run`.")
    .meta({ examples: ["--init", "--init --cap-add=SYS_PTRACE"] }),
  portMappings: z
    .array(PortMapping)
    .refine((all) => new Set(all.map((one) => portsOf(one)[0])).size === all.length, "must not use a port of the server twice")
    .refine((all) => all.join(",").length <= 255, "must have at most 255 characters together: Coolify keeps no more")
    .default([])
    .describe("Ports opened on the server itself, past the proxy. No rolling update then.")
    .meta({ examples: [["8080:3000"], ["8080:3000", "8443:3001"]] }),
  networkAliases: z
    .array(NetworkAlias)
    .transform((aliases) => [...new Set(aliases)])
    .default([])
    .describe("Further names on its Docker network.")
    .meta({ examples: [["air"], ["air", "web"]] }),
  joinServerNetwork: z
    .boolean()
    .default(false)
    .describe("Whether it joins the destination's network as well, so that other resources reach it."),
  escapeLabels: z.boolean().default(true).describe("Whether `$` in its labels is kept from being read as a variable."),
  stopGraceSeconds: z
    .int()
    .min(1)
    .max(3600)
    .optional()
    .describe("Time to end in peace. Default: Coolify's 30 seconds.")
    .meta({ examples: [60, 90] }),
  maxRestarts: z.int().min(0).max(BIGGEST).default(10).describe("Restarts after which Coolify stops it."),
  logDrain: z.boolean().default(false).describe("Whether its log goes to the server's log drain."),
  sortVariables: z.boolean().default(false).describe("Whether Coolify shows its variables in the order of their names."),
});

/** A command in a container before or after a deployment. */
export const DeploymentHook = z.strictObject({
  command: optional(freeText())
    .describe("The command.")
    .meta({ examples: ["npm run migrate", "npm run migrate -- --all"] }),
  container: plainName()
    .optional()
    .describe("Container that it runs in. Left out it stays what it was: Coolify cannot forget it (contract 16.5).")
    .meta({ examples: ["web", "worker"], writeOnly: "read only where it was set before: contract 16.5" }),
});
