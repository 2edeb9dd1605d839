import type { Allowed } from "./allowed.ts";

const CREATE = [
  ...["name", "description", "ip", "port", "user", "private_key_uuid"],
  ...["is_build_server", "instant_validate", "proxy_type"],
];

/** Servers and their destinations (contract 14). */
export const server: Allowed = {
  routes: {
    "POST /servers": CREATE,
    "PATCH /servers/{uuid}": [
      ...CREATE,
      ...["concurrent_builds", "dynamic_timeout", "deployment_queue_limit", "connection_timeout", "is_terminal_enabled"],
      ...["server_disk_usage_notification_threshold", "server_disk_usage_check_frequency"],
    ],
    "POST /servers/{server}/destinations": ["name", "network", "type"],
    "PATCH /destinations/{uuid}": ["name"],
  },
  skipped: {
    Server: { instant_validate: "contract 14: a route of its own does the same, and can install Docker" },
    Destination: { type: "contract 14: only what the server is anyway passes" },
  },
};
