import { ControlError } from "../control/error.ts";
import { rowIn, serverIn } from "../hosts/controls.ts";
import type { Bag } from "../http/normalise.ts";
import type { Control } from "../noun.ts";
import { servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { cloudAccounts, cloudTokens } from "./tables.ts";
import { PROVIDERS } from "./tokens.ts";

/** Cloud tokens as they were made while the provider could be reached. */
export const cloudControls: Record<string, Control> = {
  "cloud-token-exists": controlToken,
  "cloud-provider-accepts": (world, { provider, token = null }) => {
    world.of(cloudAccounts).insert({ provider: requiredProvider(provider ?? "hetzner"), token: token === null ? null : String(token) });
  },
  "server-uses-cloud-token": (world, command) => {
    const token = rowIn(world, cloudTokens.name, command.cloud_token ?? command.token ?? command.uuid, "cloud token");
    const server = serverIn(world, command);
    world.table(servers.name).update(server, { cloud_provider_token_id: token.id });
  },
};

/** `{uuid?, name?, provider?, token?, team?}` */
function controlToken(world: World, command: Bag): void {
  const { uuid, name = "cloud", provider = "hetzner", token = "token", team = 1 } = command;
  world.of(cloudTokens).insert({
    ...(typeof uuid === "string" ? { uuid } : {}),
    name: String(name),
    provider: requiredProvider(provider),
    token: String(token),
    team_id: Number(team),
  });
}

function requiredProvider(provider: unknown): string {
  if (typeof provider === "string" && PROVIDERS.includes(provider)) return provider;
  throw new ControlError(`A provider is one of ${PROVIDERS.join(", ")}.`);
}
