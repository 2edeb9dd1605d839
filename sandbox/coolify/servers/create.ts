import { instanceSettings } from "../access/tables.ts";
import { destinations } from "../destinations/tables.ts";
import { type Answer, created, message, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { keyOf } from "../keys/lookup.ts";
import { addServerVariables } from "../sharedVariables/predefined.ts";
import { safeText } from "../validation/safeText.ts";
import { validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { randomText } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { createServerInput } from "./input.ts";
import { DEFAULT_PROXY, isProxyType } from "./proxyTypes.ts";
import { type ServerRow, type ServerSettingsRow, serverSettings, servers } from "./tables.ts";
import { startValidation } from "./validate.ts";

/** Network of the destination that comes with every server. */
const FIRST_NETWORK = "coolify";

export function createServer(call: Call): Answer {
  const { world } = call;
  const input = validated(call, createServerInput);
  if (input.proxy_type && !isProxyType(input.proxy_type)) return message("Invalid proxy type.", 422);
  const key = keyOf(call, input.private_key_uuid, "Private key not found.");
  if (holderOf(world, input.ip)) throw refusal(400, "A server with this IP/Domain is already in use.");
  const server = addServer(
    world,
    {
      name: safeText(input.name) || randomName(),
      description: safeText(input.description),
      ip: String(input.ip),
      port: input.port === undefined || input.port === null ? 22 : Number(input.port),
      user: typeof input.user === "string" ? input.user : "root",
      team_id: call.team,
      private_key_id: key.id,
      proxy: { redirect_enabled: true, type: String(input.proxy_type ?? DEFAULT_PROXY).toUpperCase(), status: "exited" },
    },
    { is_reachable: false, is_usable: false, is_build_server: isTruthy(input.is_build_server) },
  );
  world.of(destinations).insert({ name: FIRST_NETWORK, network: FIRST_NETWORK, server_id: server.id });
  addServerVariables(world, server);
  if (isTruthy(input.instant_validate)) startValidation(world, server);
  return created({ uuid: server.uuid });
}

/** A server and its settings. */
export function addServer(world: World, values: Partial<ServerRow>, settings: Partial<ServerSettingsRow>): ServerRow {
  const server = world.of(servers).insert({ ...values, sentinel_updated_at: world.now().slice(0, 19).replace("T", " ") });
  world.of(serverSettings).insert({
    server_id: server.id,
    sentinel_token: randomText(200),
    sentinel_custom_url: addressOfCoolify(world),
    ...settings,
  });
  return server;
}

/** Where the agent on a server reports to. */
function addressOfCoolify(world: World): string | null {
  const { fqdn = null, public_ipv4 = null } = world.of(instanceSettings).get(0) ?? {};
  return fqdn ?? (public_ipv4 === null ? null : `http://${public_ipv4}:8000`);
}

/** The address is taken in every team, but free as soon as its server was deleted (contract 11, 14). */
function holderOf(world: World, ip: unknown): ServerRow | undefined {
  return world
    .of(servers)
    .all()
    .find((server) => server.ip === ip && server.deleted_at === null);
}

const randomName = (): string => `server-${randomText(12)}`;
