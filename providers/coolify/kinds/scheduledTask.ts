import { z } from "zod";
import { Connection, Owner, Uuid } from "../fields.ts";
import { frequency } from "../frequency.ts";
import { defineKind, del, get, patch, post, type Reading } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { filledText, longText, shownName } from "../text.ts";

interface Place {
  application?: string | undefined;
  service?: string | undefined;
}

/** Address of the tasks of the parent; the routes of applications and services are the same below it. */
const below = ({ application }: Place, more = "") =>
  `/${application ? "applications/{application}" : "services/{service}"}/scheduled-tasks${more}`;
const list = (place: Place): Reading => get(below(place));
/** Coolify has no read of one task. */
const read = (place: Place): Reading => ({ ...list(place), rows: rowsOf });

/** A command that Coolify runs in a container at set times. Names may repeat at Coolify; ours are known by them, so they may not here. */
export const scheduledTask = defineKind({
  type: "ScheduledTask",
  doc: "A command that runs inside a container of an application or a service at set times.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    application: Uuid.optional().describe("Uuid of the application. Either this or `service`; databases have no tasks."),
    service: Uuid.optional().describe("Uuid of the service."),
    name: shownName()
      .describe("Name, unique inside the application or service.")
      .meta({ examples: ["nightly", "Nachts um drei"] }),
    command: longText()
      .describe("What the container's shell runs. Everybody who may read sees it: no secrets.")
      .meta({ examples: ["npm run prune", "npm run prune -- --all"] }),
    frequency: frequency()
      .describe("When: a cron expression in the server's time zone, or hourly, daily, weekly, monthly, yearly.")
      .meta({ examples: ["0 3 * * *", "daily"] }),
    container: filledText()
      .optional()
      .describe("Container, where there are several: the name in the compose text.")
      .meta({ examples: ["web", "worker"] }),
    timeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .default(300)
      .describe("When a run that does not end is given up. Unit: seconds."),
    enabled: z.boolean().default(true).describe("Whether it runs by itself."),
  }),
  example: { application: "<Application>", name: "nightly", command: "npm run prune", frequency: "0 3 * * *", container: "web" },
  routes: {
    create: (inputs) => post(below(inputs)),
    read,
    update: (inputs) => patch(below(inputs, "/{uuid}")),
    delete: (inputs) => del(below(inputs, "/{uuid}")),
  },
  parents: { application: get("/applications/{application}"), service: get("/services/{service}") },
  createKeys: ["name", "command", "frequency", "container", "timeout", "enabled"],
  replaceOn: [],
  adopt: { by: "name", list },
  toWire: ({ name, command, frequency, container, timeoutSeconds, enabled }) => ({
    name,
    command,
    frequency,
    container: container ?? null,
    timeout: timeoutSeconds,
    enabled,
  }),
  fromWire: (wire) => ({
    name: wire.name,
    command: wire.command,
    frequency: wire.frequency,
    container: wire.container ?? undefined,
    timeoutSeconds: wire.timeout,
    enabled: wire.enabled,
  }),
  faults: ({ application, service }) =>
    (application === undefined) === (service === undefined)
      ? [{ property: "application", reason: "or service must be given, one of them and not both" }]
      : [],
  turns: ({ application, service, name }) => [`task:${application ?? service}:${name}`],
});
