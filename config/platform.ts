import { resolveVariables } from "./attachments.ts";
import type { Fault } from "./fault.ts";
import { type ConfigFile, textAt } from "./files.ts";
import { placeOf, plain } from "./located.ts";
import { nearest } from "./nearest.ts";
import { type Platform, PlatformFile, serverSettings } from "./platformSchema.ts";
import { fillOpen } from "./references.ts";
import type { ResolvedPlatform } from "./resolved.ts";
import { argumentsOf } from "./settings/arguments.ts";
import { channelFields, events } from "./settings/channels.ts";
import { settingsAndSecrets } from "./settings/secrets.ts";
import { resolveValue } from "./variables.ts";

const NO_DATABASES = new Map<string, string>();

/** SSH unless somebody says otherwise. */
const SSH_PORT = 22;

/** What all tenants stand on. Undefined if something is wrong. */
export function resolvePlatform(
  file: ConfigFile,
  core: ConfigFile,
  servers: readonly string[],
  faults: Fault[],
): ResolvedPlatform | undefined {
  const references = new Map([["root_domain", textAt(core.located, "root_domain")]]);
  const located = fillOpen(PlatformFile, file.located, references, faults, { late: { databases: NO_DATABASES } });
  const data = PlatformFile.safeParse(plain(located)).data as Platform | undefined;
  const server = data?.server ?? textAt(core.located, "server") ?? "";
  if (data === undefined) return undefined;
  if (!servers.includes(server)) {
    const suggestion = nearest(server, servers);
    faults.push({ ...placeOf(located, ["server"]), path: "server", value: server, reason: "no such server in servers.yaml", suggestion });
  }
  const hidden = (value: Parameters<typeof resolveValue>[0]) => resolveValue(value, NO_DATABASES);
  return {
    kind: "platform",
    code: "platform",
    server,
    privateKeys: Object.entries(data.private_keys ?? {}).map(([name, { description, key }]) => ({ name, description, key: hidden(key) })),
    servers: Object.entries(data.servers ?? {}).map(([name, written]) => ({
      name,
      description: written.description,
      address: written.address,
      port: written.port ?? SSH_PORT,
      user: written.user,
      privateKey: written.private_key,
      settings: argumentsOf(serverSettings, written),
    })),
    s3Storages: Object.entries(data.s3_storages ?? {}).map(([name, { description, endpoint, bucket, region, key, secret }]) => ({
      name,
      description,
      endpoint,
      bucket,
      region,
      key: hidden(key),
      secret: hidden(secret),
    })),
    notifications: Object.entries(data.notifications ?? {}).map(([channel, written]) => ({
      channel,
      ...settingsAndSecrets(channelFields, written),
      events: argumentsOf(events.shape, written.events ?? {}) as Record<string, boolean>,
    })),
    variables: resolveVariables(data.variables ?? {}, NO_DATABASES),
  };
}
