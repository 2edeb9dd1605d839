import type { Call } from "../http/call.ts";
import { safeUrl } from "../validation/safeUrl.ts";
import type { FieldRules } from "../validation/validate.ts";
import { SMTP_RULES } from "./smtp.ts";

/** What a team can be told about, and whether it is from the start. */
const EVENTS: Readonly<Record<string, boolean>> = {
  deployment_success: false,
  deployment_failure: true,
  status_change: false,
  backup_success: false,
  backup_failure: true,
  scheduled_task_success: false,
  scheduled_task_failure: true,
  docker_cleanup_success: false,
  docker_cleanup_failure: true,
  server_disk_usage: true,
  server_reachable: false,
  server_unreachable: true,
  server_patch: true,
  traefik_outdated: true,
};

/** A way to tell a team; its fields beside one switch an event, with what they start with. */
interface ChannelKind {
  readonly fields: Readonly<Record<string, { readonly start: unknown; readonly rules: (call: Call) => FieldRules }>>;
  /** What only sensitive readers see (contract 1.7). */
  readonly secret: readonly string[];
  /** Events that start otherwise than everywhere else. */
  readonly starts?: Readonly<Record<string, boolean>>;
}

const flag = (start = false) => ({ start, rules: () => "sometimes|boolean" });
const text = (max = 255) => ({ start: null, rules: () => `sometimes|nullable|string|max:${max}` });
const address = { start: null, rules: (call: Call) => ["sometimes", "nullable", "string", safeUrl(call)] };

const THREADS = Object.fromEntries(Object.keys(EVENTS).map((event) => [`telegram_notifications_${event}_thread_id`, text()]));
const SMTP = Object.fromEntries(
  Object.entries(SMTP_RULES).map(([field, rules]) => [field, { start: field.endsWith("_enabled") ? false : null, rules: () => rules }]),
);

export const channels = {
  email: {
    fields: { ...SMTP, smtp_recipients: text(1000), use_instance_email_settings: flag() },
    secret: [
      ...["smtp_from_address", "smtp_from_name", "smtp_recipients", "smtp_host", "smtp_username", "smtp_password"],
      "resend_api_key",
    ],
  },
  discord: {
    fields: { discord_enabled: flag(), discord_webhook_url: address, discord_ping_enabled: flag(true) },
    secret: ["discord_webhook_url"],
  },
  slack: { fields: { slack_enabled: flag(), slack_webhook_url: address }, secret: ["slack_webhook_url"] },
  telegram: {
    fields: { telegram_enabled: flag(), telegram_token: text(), telegram_chat_id: text(), ...THREADS },
    secret: ["telegram_token", "telegram_chat_id", ...Object.keys(THREADS)],
  },
  pushover: {
    fields: { pushover_enabled: flag(), pushover_user_key: text(), pushover_api_token: text() },
    secret: ["pushover_user_key", "pushover_api_token"],
  },
  webhook: {
    fields: { webhook_enabled: flag(), webhook_url: address },
    secret: ["webhook_url"],
    starts: { server_patch: false },
  },
} satisfies Record<string, ChannelKind>;

export type Channel = keyof typeof channels;

/** Everything a channel starts with. */
export function startOf(channel: Channel): Record<string, unknown> {
  const { fields, starts = {} }: ChannelKind = channels[channel];
  return {
    ...Object.fromEntries(Object.entries(fields).map(([field, { start }]) => [field, start])),
    ...Object.fromEntries(Object.entries({ ...EVENTS, ...starts }).map(([event, start]) => [switchOf(channel, event), start])),
  };
}

/** The rules of a channel's PATCH. */
export function rulesOf(call: Call, channel: Channel): Record<string, FieldRules> {
  const { fields }: ChannelKind = channels[channel];
  return {
    ...Object.fromEntries(Object.entries(fields).map(([field, { rules }]) => [field, rules(call)])),
    ...Object.fromEntries(Object.keys(EVENTS).map((event) => [switchOf(channel, event), "sometimes|boolean"])),
  };
}

const switchOf = (channel: Channel, event: string): string => `${event}_${channel}_notifications`;
