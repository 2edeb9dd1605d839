import { Instance } from "../components/instance.ts";
import { Platform } from "../components/platform.ts";
import { WhiteLabel } from "../components/whiteLabel.ts";
import type { Fleet } from "../config/load.ts";
import type { ResolvedStack } from "../config/resolved.ts";
import { createSecrets } from "./secrets.ts";

/** Brings up an instance, a white-label or the platform. What it returns are the stack's outputs. */
export function runStack(stack: ResolvedStack, fleet: Fleet): Record<string, unknown> {
  const args = argsOf(stack.server, fleet);
  switch (stack.kind) {
    case "instance":
      return { ...new Instance(stack.code, { instance: stack, ...args }).outputs };
    case "whiteLabel":
      return { ...new WhiteLabel(stack.code, { whiteLabel: stack, ...args }).outputs };
    case "platform":
      return { ...new Platform(stack.code, { platform: stack, ...args }).outputs };
  }
}

/** @param name of the Coolify in `servers.yaml`, which is also the name of its machine where nothing else is said */
function argsOf(name: string, { servers }: Fleet) {
  const server = servers[name];
  return {
    server: server?.serverUuid ?? server?.serverName ?? name,
    ...(Object.keys(servers).length > 1 ? { coolify: name } : {}),
    secrets: createSecrets(process.env),
  };
}
