import { type Allowed, reason } from "./allowed.ts";

const BOTH = [
  ...["name", "description", "instant_deploy", "docker_compose_raw", "urls", "force_domain_override", "is_container_label_escape_enabled"],
];
const PLACE = ["project_uuid", "server_uuid", "environment_name", "environment_uuid", "destination_uuid"];
const PART = ["human_name", "description", "image", "exclude_from_status", "is_log_drain_enabled"];

/** Services and their parts (contract 13.1, 13.2). */
export const service: Allowed = {
  routes: {
    "POST /services": [...BOTH, ...PLACE, "type", "tags"],
    "PATCH /services/{uuid}": [...BOTH, "connect_to_docker_network"],
    "PATCH /services/{service}/applications/{uuid}": [
      ...PART,
      ...["url", "noindex_domains", "is_gzip_enabled", "is_stripprefix_enabled", "is_force_https_enabled"],
    ],
    "PATCH /services/{service}/databases/{uuid}": [...PART, "is_public", "public_port", "public_port_timeout"],
  },
  skipped: {
    Service: Object.fromEntries([
      ...reason("an action, not a state: a Deployment starts it (contract 13.2)", ["instant_deploy"]),
      ...reason("a domain taken by it conflicts again at every later change that names it (contract 10)", ["force_domain_override"]),
      ...reason("named by environment_name, which is unique in a project", ["environment_uuid"]),
    ]),
  },
};
