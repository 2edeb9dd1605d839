import type { Allowed } from "./allowed.ts";

const EVENTS = [
  ...["deployment_success", "deployment_failure", "status_change", "backup_success", "backup_failure"],
  ...["scheduled_task_success", "scheduled_task_failure", "docker_cleanup_success", "docker_cleanup_failure"],
  ...["server_disk_usage", "server_reachable", "server_unreachable", "server_patch", "traefik_outdated"],
];

const keys = (channel: string, ...more: readonly string[]) => [...more, ...EVENTS.map((event) => `${event}_${channel}_notifications`)];

/** Notification channels: the columns of their models (contract 15). */
export const notificationChannel: Allowed = {
  routes: {
    "PATCH /notifications/email": keys(
      "email",
      ...["smtp_enabled", "smtp_from_address", "smtp_from_name", "smtp_recipients", "smtp_host", "smtp_port", "smtp_encryption"],
      ...["smtp_username", "smtp_password", "smtp_timeout", "smtp_ehlo_domain"],
      ...["resend_enabled", "resend_api_key", "use_instance_email_settings"],
    ),
    "PATCH /notifications/discord": keys("discord", "discord_enabled", "discord_webhook_url", "discord_ping_enabled"),
    "PATCH /notifications/slack": keys("slack", "slack_enabled", "slack_webhook_url"),
    "PATCH /notifications/telegram": keys(
      "telegram",
      ...["telegram_enabled", "telegram_token", "telegram_chat_id"],
      ...EVENTS.map((event) => `telegram_notifications_${event}_thread_id`),
    ),
    "PATCH /notifications/pushover": keys("pushover", "pushover_enabled", "pushover_user_key", "pushover_api_token"),
    "PATCH /notifications/webhook": keys("webhook", "webhook_enabled", "webhook_url"),
  },
};
