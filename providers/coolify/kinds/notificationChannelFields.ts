import { z } from "zod";
import { filledText, isHostName, text, webAddress } from "../text.ts";

/** What a team can be told about, and whether it is when nobody says; Coolify starts with the same. */
const EVENTS = {
  deploymentSuccess: [false, "A deployment went well."],
  deploymentFailure: [true, "A deployment failed."],
  statusChange: [false, "A container changed its status."],
  backupSuccess: [false, "A backup went well."],
  backupFailure: [true, "A backup failed."],
  scheduledTaskSuccess: [false, "A scheduled task went well."],
  scheduledTaskFailure: [true, "A scheduled task failed."],
  dockerCleanupSuccess: [false, "A clean-up of Docker went well."],
  dockerCleanupFailure: [true, "A clean-up of Docker failed."],
  serverDiskUsage: [true, "A server's disk is nearly full."],
  serverReachable: [false, "A server can be reached again."],
  serverUnreachable: [true, "A server cannot be reached."],
  serverPatch: [true, "A server has updates to install."],
  traefikOutdated: [true, "A newer Traefik is out."],
} as const satisfies Record<string, readonly [boolean, string]>;

export type Event = keyof typeof EVENTS;
export const events = Object.keys(EVENTS) as Event[];

const fieldsOf = <Field extends z.ZodType>(field: (event: Event) => Field) =>
  Object.fromEntries(events.map((event) => [event, field(event)])) as Record<Event, Field>;

export const Events = z.strictObject(fieldsOf((event) => z.boolean().default(EVENTS[event][0]).describe(EVENTS[event][1])));

const Enabled = z.boolean().default(true).describe("Whether anything is sent.");
const secretText = (what: string, examples: readonly string[]) => filledText().optional().describe(what).meta({ secret: true, examples });
const webhook = (what: string, host: string) =>
  webAddress()
    .optional()
    .describe(what)
    .meta({ secret: true, examples: [`https://${host}/1/example`, `https://${host}/2/example`] });

const email = (what: string) =>
  filledText()
    .regex(/^[^\s@,]+@[^\s@,.]+(\.[^\s@,.]+)+$/, "must be an email address")
    .optional()
    .describe(what)
    .meta({ examples: ["coolify@example.com", "deploy@example.com"] });

const Email = z.strictObject({
  type: z.literal("email"),
  instanceSettings: z.boolean().default(false).describe("Whether mail is sent as the whole Coolify sends it."),
  smtp: z.boolean().default(false).describe("Whether mail is sent by the SMTP server below."),
  resend: z.boolean().default(false).describe("Whether mail is sent by Resend."),
  recipients: z
    .array(filledText().regex(/^[^\s@,]+@[^\s@,]+$/, "must be an email address"))
    .refine((all) => all.join(",").length <= 1000, "must have at most 1000 characters together, commas included")
    .default([])
    .describe("Who gets it. Empty: everybody in the team.")
    .meta({ examples: [["ops@example.com"], ["ops@example.com", "team@example.com"]] }),
  fromAddress: email("Address of the sender."),
  fromName: filledText()
    .optional()
    .describe("Name of the sender.")
    .meta({ examples: ["Coolify", "PF-Core"] }),
  smtpHost: filledText()
    .optional()
    .describe("SMTP server.")
    .meta({ examples: ["smtp.example.com", "mail.example.com"] }),
  smtpPort: z.number().int().min(1).max(65_535).optional().describe("Its port."),
  smtpEncryption: z.enum(["starttls", "tls", "none"]).optional().describe("How the connection is encrypted."),
  smtpUsername: filledText()
    .optional()
    .describe("Its user.")
    .meta({ examples: ["coolify", "pf-core"] }),
  smtpPassword: secretText("Its password.", ["example-password", "other-password"]),
  smtpTimeoutSeconds: z
    .number()
    .int()
    .min(0)
    .max(86_400)
    .optional()
    .describe("When a connection that does not open is given up. Unit: seconds."),
  smtpEhloDomain: filledText(253)
    .refine(isHostName, "must be a host name")
    .nullable()
    .optional()
    .describe("Name by which Coolify greets the SMTP server. Left out: as Coolify has it; null clears it.")
    .meta({ since: "4.3.10", examples: ["coolify.example.com", "deploy.example.com"] }),
  resendApiKey: secretText("API key of Resend.", ["re_example", "re_other"]),
});

const Thread = text().optional();

/** How the team is told. */
export const Channel = z.discriminatedUnion("type", [
  Email,
  z.strictObject({
    type: z.literal("discord"),
    enabled: Enabled,
    webhookUrl: webhook("Webhook of the Discord channel.", "discord.com/api/webhooks"),
    ping: z.boolean().default(true).describe("Whether everybody there is pinged when something fails."),
  }),
  z.strictObject({
    type: z.literal("slack"),
    enabled: Enabled,
    webhookUrl: webhook("Incoming webhook of Slack.", "hooks.slack.com/services"),
  }),
  z.strictObject({
    type: z.literal("telegram"),
    enabled: Enabled,
    token: secretText("Token of the bot.", ["1:example", "2:example"]),
    chatId: filledText()
      .optional()
      .describe("Chat that the bot writes to.")
      .meta({ examples: ["-1001", "-1002"] }),
    threads: z
      .strictObject(fieldsOf((event) => Thread.describe(`Thread for: ${EVENTS[event][1]}`).meta({ examples: ["7", "8"] })))
      .prefault({})
      .describe("Threads of the chat by event. Left out: the chat itself."),
  }),
  z.strictObject({
    type: z.literal("pushover"),
    enabled: Enabled,
    userKey: secretText("Key of the user or group.", ["example-user", "other-user"]),
    apiToken: secretText("Token of the application.", ["example-token", "other-token"]),
  }),
  z.strictObject({
    type: z.literal("webhook"),
    enabled: Enabled,
    url: webhook("Address that gets a POST for every event.", "hooks.example.com"),
  }),
]);
export type Channel = z.output<typeof Channel>;
