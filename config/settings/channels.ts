import { choice, count, group, line, listOf, text, yesNo } from "../field.ts";
import { HiddenValue } from "../variables.ts";

/** Events that a channel may tell of, in Coolify's words. */
const EVENTS = [
  ...["deployment_success", "deployment_failure", "status_change", "backup_success", "backup_failure"],
  ...["scheduled_task_success", "scheduled_task_failure", "docker_cleanup_success", "docker_cleanup_failure"],
  ...["server_disk_usage", "server_reachable", "server_unreachable", "server_patch", "traefik_outdated"],
];

export const events = group(
  Object.fromEntries(EVENTS.map((event) => [event, yesNo(`Whether the team is told of: ${event.replaceAll("_", " ")}.`)])),
  "What is told. Default: failures.",
);

const Email = text({ title: "an email address", description: "Email address." }, /^[^\s@,]+@[^\s@,.]+(\.[^\s@,.]+)+$/);

/** Of all channels; which of them has which field, the kind `NotificationChannel` says. */
export const channelFields = {
  enabled: yesNo("Whether anything is sent."),
  instance_settings: yesNo("Email: whether it is sent as the whole Coolify sends it."),
  smtp: yesNo("Email: whether it is sent by the SMTP server below."),
  resend: yesNo("Email: whether it is sent by Resend."),
  recipients: listOf(Email, "Email: who gets it. Default: everybody in the team."),
  from_address: Email,
  from_name: line("Email: name of the sender.", "Coolify"),
  smtp_host: line("Email: SMTP server.", "smtp.example.com"),
  smtp_port: count("Email: its port.", 1, 65_535),
  smtp_encryption: choice({ title: "one of starttls, tls, none", description: "Email: how the connection is encrypted." }, [
    "starttls",
    "tls",
    "none",
  ]),
  smtp_username: line("Email: its user.", "coolify"),
  smtp_password: HiddenValue,
  smtp_timeout_seconds: count("Email: when a connection that does not open is given up. Unit: seconds.", 0, 86_400),
  smtp_ehlo_domain: line("Email: name by which Coolify greets the SMTP server.", "coolify.example.com"),
  resend_api_key: HiddenValue,
  webhook_url: HiddenValue,
  ping: yesNo("Discord: whether everybody there is pinged when something fails."),
  token: HiddenValue,
  chat_id: line("Telegram: chat that the bot writes to.", "-1001"),
  threads: group(Object.fromEntries(EVENTS.map((event) => [event, line("Thread.", "7")])), "Telegram: threads of the chat by event."),
  user_key: HiddenValue,
  api_token: HiddenValue,
  url: HiddenValue,
};
