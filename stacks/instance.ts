import { Instance } from "../components/instance.ts";
import type { Fleet } from "../config/load.ts";
import type { ResolvedInstance } from "../config/resolved.ts";
import { createSecrets } from "./secrets.ts";

/** The stack of one instance. What it returns are the stack's outputs. */
export function runInstance(instance: ResolvedInstance, fleet: Fleet): Record<string, unknown> {
  const server = fleet.servers[instance.server];
  const { project, urls } = new Instance(instance.code, {
    instance,
    server: server?.serverUuid ?? server?.serverName ?? instance.server,
    ...(Object.keys(fleet.servers).length > 1 ? { coolify: instance.server } : {}),
    secrets: createSecrets(process.env),
  });
  return { project, urls };
}
