import type { Wire } from "../kind.ts";
import { withStamp } from "../stamp.ts";
import { recordOf } from "../values.ts";

/** The inputs that reach Coolify's columns. */
export interface ServerSettings {
  stamp: string;
  name: string;
  description: string;
  address: string;
  port: number;
  user: string;
  privateKey: string;
  proxy: string;
  buildServer: boolean;
  terminal: boolean;
  concurrentBuilds: number;
  deploymentQueueLimit: number;
  dynamicTimeoutSeconds: number;
  connectionTimeoutSeconds: number;
  diskUsageWarningPercent: number;
  diskUsageCheckFrequency: string;
  validate: boolean;
  installDocker: boolean;
}

/** Never null: Coolify makes "" and 0 of it (contract 14). */
export const serverToWire = (inputs: ServerSettings): Wire => ({
  name: inputs.name,
  description: withStamp(inputs.description, inputs.stamp),
  ip: inputs.address,
  port: inputs.port,
  user: inputs.user,
  private_key_uuid: inputs.privateKey,
  proxy_type: inputs.proxy,
  is_build_server: inputs.buildServer,
  is_terminal_enabled: inputs.terminal,
  concurrent_builds: inputs.concurrentBuilds,
  deployment_queue_limit: inputs.deploymentQueueLimit,
  dynamic_timeout: inputs.dynamicTimeoutSeconds,
  connection_timeout: inputs.connectionTimeoutSeconds,
  server_disk_usage_notification_threshold: inputs.diskUsageWarningPercent,
  server_disk_usage_check_frequency: inputs.diskUsageCheckFrequency,
});

/** The key is read as a number, which says nothing (trap T21): it stays as state has it. */
export function serverFromWire(wire: Wire): Wire {
  const settings = recordOf(wire.settings);
  return {
    name: wire.name,
    address: wire.ip,
    port: wire.port,
    user: wire.user,
    proxy: String(recordOf(wire.proxy).type ?? "none").toLowerCase(),
    buildServer: settings.is_build_server,
    terminal: settings.is_terminal_enabled,
    concurrentBuilds: settings.concurrent_builds,
    deploymentQueueLimit: settings.deployment_queue_limit,
    dynamicTimeoutSeconds: settings.dynamic_timeout,
    connectionTimeoutSeconds: settings.connection_timeout,
    diskUsageWarningPercent: settings.server_disk_usage_notification_threshold,
    diskUsageCheckFrequency: settings.server_disk_usage_check_frequency,
  };
}
