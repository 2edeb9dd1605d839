import type { Wire } from "../kind.ts";
import { type Channel, type Event, events } from "./notificationChannelFields.ts";

type Type = Channel["type"];

/** Field → wire key, by channel. */
const COLUMNS: Readonly<Record<Type, Readonly<Record<string, string>>>> = {
  email: {
    instanceSettings: "use_instance_email_settings",
    smtp: "smtp_enabled",
    resend: "resend_enabled",
    recipients: "smtp_recipients",
    fromAddress: "smtp_from_address",
    fromName: "smtp_from_name",
    smtpHost: "smtp_host",
    smtpPort: "smtp_port",
    smtpEncryption: "smtp_encryption",
    smtpUsername: "smtp_username",
    smtpPassword: "smtp_password",
    smtpTimeoutSeconds: "smtp_timeout",
    smtpEhloDomain: "smtp_ehlo_domain",
    resendApiKey: "resend_api_key",
  },
  discord: { enabled: "discord_enabled", webhookUrl: "discord_webhook_url", ping: "discord_ping_enabled" },
  slack: { enabled: "slack_enabled", webhookUrl: "slack_webhook_url" },
  telegram: { enabled: "telegram_enabled", token: "telegram_token", chatId: "telegram_chat_id" },
  pushover: { enabled: "pushover_enabled", userKey: "pushover_user_key", apiToken: "pushover_api_token" },
  webhook: { enabled: "webhook_enabled", url: "webhook_url" },
};

/** Coolify before 4.3.10 refuses it, so that it is named only where the program does (contract 19). */
const YOUNG = "smtpEhloDomain";

const snake = (event: Event) => event.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const eventKey = (type: Type, event: Event) => `${snake(event)}_${type}_notifications`;
const threadKey = (event: Event) => `telegram_notifications_${snake(event)}_thread_id`;

/** Several addresses are one text. */
const toColumn = (value: unknown) => (Array.isArray(value) ? value.join(",") || null : (value ?? null));
const fromColumn = (field: string, value: unknown) => {
  if (field === "recipients") return typeof value === "string" && value !== "" ? value.split(",").map((one) => one.trim()) : [];
  return value ?? undefined;
};

export function channelToWire({ channel, events: told }: { channel: Channel; events: Record<Event, boolean> }): Wire {
  const { type } = channel;
  const fields = channel as Wire;
  const named = Object.entries(COLUMNS[type]).filter(([field]) => field !== YOUNG || fields[field] !== undefined);
  return {
    ...Object.fromEntries(named.map(([field, key]) => [key, toColumn(fields[field])])),
    ...(channel.type === "telegram" && Object.fromEntries(events.map((event) => [threadKey(event), channel.threads[event] || null]))),
    ...Object.fromEntries(events.map((event) => [eventKey(type, event), told[event]])),
  };
}

/** What is hidden without read:sensitive stays as state has it (contract 15). */
export function channelFromWire(wire: Wire, { channel }: { channel?: Channel | undefined }): Wire {
  if (!channel) return {};
  const { type } = channel;
  const known = channel as Wire;
  const shown = Object.entries(COLUMNS[type]).filter(([field, key]) => key in wire && (field !== YOUNG || known[field] !== undefined));
  const threads = events.filter((event) => threadKey(event) in wire).map((event) => [event, wire[threadKey(event)] ?? undefined]);
  return {
    channel: {
      ...known,
      ...Object.fromEntries(shown.map(([field, key]) => [field, field === YOUNG ? wire[key] : fromColumn(field, wire[key])])),
      ...(type === "telegram" && threads.length > 0 && { threads: Object.fromEntries(threads) }),
    },
    events: Object.fromEntries(events.map((event) => [event, wire[eventKey(type, event)]])),
  };
}

/** Everything through which the channel sends, switched off. */
export const channelOff = (type: Type): Wire =>
  type === "email" ? { use_instance_email_settings: false, smtp_enabled: false, resend_enabled: false } : { [`${type}_enabled`]: false };
