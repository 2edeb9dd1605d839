import { ControlError } from "../control/error.ts";
import { serverIn } from "../hosts/controls.ts";
import type { Bag } from "../http/normalise.ts";
import type { World } from "../world/world.ts";
import { serverSettings } from "./tables.ts";

/** `{server, wildcard_domain}`: set in the web interface, as the API cannot (contract 14). */
export function controlWildcardDomain(world: World, command: Bag): void {
  const { wildcard_domain } = command;
  if (typeof wildcard_domain !== "string" && wildcard_domain !== null) {
    throw new ControlError("The control server-wildcard-domain needs a wildcard_domain: a text or null.");
  }
  const settings = world.of(serverSettings).first("server_id", serverIn(world, command).id);
  if (settings) world.of(serverSettings).update(settings, { wildcard_domain });
}
