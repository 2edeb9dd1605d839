import { isIP } from "node:net";
import type { InputSpec, OwnRule } from "../validation/validate.ts";

const HOST_NAME = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;

/** An address or a host name; `300.1.1.1` passes as a name (contract 14). */
const address: OwnRule = (value) => {
  const text = String(value);
  return isIP(text) !== 0 || HOST_NAME.test(text) ? undefined : "The ip must be a valid IPv4 address, IPv6 address, or hostname.";
};

const messages = { "user.regex": "The User may only contain letters, numbers, dots, hyphens, and underscores." };
const optional = {
  description: "string|nullable",
  port: "integer|nullable|between:1,65535",
  user: "nullable|string|regex:serverUser",
  is_build_server: "boolean|nullable",
  instant_validate: "boolean|nullable",
  proxy_type: "string|nullable",
};

/** POST /servers (contract 14). */
export const createServerInput: InputSpec = {
  rules: { name: "string|max:255", ip: ["string", "required", address], private_key_uuid: "string|required", ...optional },
  messages,
  wording: "custom",
};

/** PATCH /servers/{uuid}: null passes for most fields, and destroys (contract 14). */
export const changeServerInput: InputSpec = {
  rules: {
    name: "string|max:255|nullable",
    ip: ["string", "nullable", address],
    private_key_uuid: "string|nullable",
    ...optional,
    concurrent_builds: "integer|min:1",
    dynamic_timeout: "integer|min:1",
    deployment_queue_limit: "integer|min:1",
    server_disk_usage_notification_threshold: "integer|min:1|max:100",
    server_disk_usage_check_frequency: "string",
    connection_timeout: "integer|min:1|max:300",
    is_terminal_enabled: "boolean|nullable",
  },
  messages,
  wording: "custom",
};

/** POST …/validate: unknown fields are ignored. */
export const validateServerInput: InputSpec = { rules: { install: "boolean" }, unknown: "ignore" };
